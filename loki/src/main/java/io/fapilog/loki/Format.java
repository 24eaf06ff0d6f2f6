package io.fapilog.loki;

/** How a push is written. */
public enum Format {
    /**
     * The protobuf message in a snappy block, as Loki's own clients write it. The default, and the cheaper one by far.
     */
    PROTOBUF,
    /** The JSON that people read, see {@link Compression}. */
    JSON
}
