package io.fapilog.loki;

/** The compression of a push in {@link Format#JSON}. */
public enum Compression {
    /** Gzip (RFC 1952). The default. */
    GZIP,
    /** No compression. */
    NONE
}
