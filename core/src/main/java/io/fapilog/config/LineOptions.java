package io.fapilog.config;

import java.util.List;

/**
 * How the JSON line of an event is written. Immutable.
 *
 * @param maxBytes the most bytes of a line, at least 1024; a longer one is truncated
 * @param fields which entries of the context and attributes are in the line, by their names
 * @param emptyFields what becomes of entries of the context and attributes that are null or an empty text
 * @param maxField the most bytes of the JSON of one of these values, at least 64; a longer one is cut and says so. More
 *     than {@code maxBytes} has no effect
 * @param exceptionHash whether the line of an event with an exception has the field {@code exception_hash}
 */
public record LineOptions(
        int maxBytes, FieldChoice fields, EmptyFields emptyFields, int maxField, boolean exceptionHash) {
    /** The most bytes that a line may have. */
    static final int MOST_BYTES = 3 << 20;
    /** All fields, empty ones too, each of at most 32 KiB, and the hash of exceptions; lines of at most 3 MiB. */
    static final LineOptions DEFAULT = new LineOptions(MOST_BYTES, FieldChoice.ALL, EmptyFields.KEEP, 32 << 10, true);

    private static final int LEAST_BYTES = 1_024;
    private static final int LEAST_FIELD = 64;

    /** Checks the bounds. */
    public LineOptions {
        if (maxBytes < LEAST_BYTES) {
            throw new IllegalArgumentException("a line needs at least 1024 bytes, not " + maxBytes);
        }
        if (maxField < LEAST_FIELD) {
            throw new IllegalArgumentException("a field needs at least 64 bytes, not " + maxField);
        }
    }

    /** The defaults: all fields, empty ones too, each of at most 32 KiB, and the hash of exceptions. */
    public static LineOptions of(int maxBytes) {
        return DEFAULT.withMaxBytes(maxBytes);
    }

    /** These options with another {@link #maxBytes}. */
    public LineOptions withMaxBytes(int bytes) {
        return new LineOptions(bytes, fields, emptyFields, maxField, exceptionHash);
    }

    /** Whether empty fields are left out. */
    public boolean dropsEmpty() {
        return emptyFields == EmptyFields.DROP;
    }

    /** Reads {@code fields}, {@code empty_fields}, {@code max_field} and {@code exception_hash}. */
    static LineOptions read(Options options, LineOptions defaults) {
        FieldChoice fields =
                options.has("fields") ? FieldChoice.of(options.list("fields", List.of())) : defaults.fields();
        options.show("fields", fields.toString());
        return new LineOptions(
                defaults.maxBytes(),
                fields,
                options.choice("empty_fields", defaults.emptyFields()),
                Math.toIntExact(options.size("max_field", defaults.maxField(), LEAST_FIELD, MOST_BYTES)),
                options.flag("exception_hash", defaults.exceptionHash()));
    }
}
