package io.fapilog.json;

import io.fapilog.config.FieldChoice;

/**
 * How the {@linkplain JsonLine line} of an event is written. Immutable.
 *
 * @param maxBytes the most bytes of a line, at least 1024; a longer one is truncated
 * @param fields which entries of the context and attributes are in the line, by their names
 * @param dropEmpty whether entries of the context and attributes that are null or an empty text are left out
 * @param maxField the most bytes of the JSON of one of these values, at least 64; a longer one is cut and says so. More
 *     than {@code maxBytes} has no effect
 * @param exceptionHash whether the line of an event with an exception has the field {@code exception_hash}
 */
public record LineOptions(int maxBytes, FieldChoice fields, boolean dropEmpty, int maxField, boolean exceptionHash) {
    /** The default of {@link #maxField}: 32 KiB. */
    public static final int DEFAULT_MAX_FIELD = 32 << 10;
    /** The least {@link #maxBytes}. */
    public static final int LEAST_MAX_BYTES = 1_024;
    /** The least {@link #maxField}. */
    public static final int LEAST_MAX_FIELD = 64;

    /** Checks the bounds. */
    public LineOptions {
        if (maxBytes < LEAST_MAX_BYTES) {
            throw new IllegalArgumentException("a line needs at least 1024 bytes, not " + maxBytes);
        }
        if (maxField < LEAST_MAX_FIELD) {
            throw new IllegalArgumentException("a field needs at least 64 bytes, not " + maxField);
        }
    }

    /** The defaults: all fields, empty ones too, each of at most 32 KiB, and the hash of exceptions. */
    public static LineOptions of(int maxBytes) {
        return new LineOptions(maxBytes, FieldChoice.ALL, false, DEFAULT_MAX_FIELD, true);
    }
}
