package io.fapilog.loki;

/** How a push in {@link Format#JSON} is compressed. */
public enum Compression {
    /** As gzip (RFC 1952). The default. */
    GZIP,
    /** Not at all. */
    NONE
}
