package io.fapilog.loki;

/** The format of a push. */
public enum Format {
    /**
     * A protobuf message in a snappy block, as Loki's own clients send it. The default, and by far the cheaper format.
     */
    PROTOBUF,
    /** JSON, see {@link Compression}. */
    JSON
}
