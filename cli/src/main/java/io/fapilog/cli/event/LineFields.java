package io.fapilog.cli.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The fields of one line, in their order. Not thread-safe; reused for many lines. */
final class LineFields {
    private static final int LARGEST_KEPT = 1_024;

    private final FieldName root = new FieldName();
    private FieldName[] names = new FieldName[32];
    private @Nullable Object[] values = new @Nullable Object[32];
    private boolean[] arrays = new boolean[32];
    private int size;
    private long line;

    void clear() {
        if (names.length > LARGEST_KEPT) {
            names = new FieldName[32];
            values = new @Nullable Object[32];
            arrays = new boolean[32];
        }
        Arrays.fill(values, 0, Math.min(size, values.length), null);
        size = 0;
        line++;
    }

    /** The root of the names. */
    FieldName root() {
        return root;
    }

    /** Adds a field; a name that the line has already gets a number. */
    void add(FieldName name, @Nullable Object value, boolean isArray) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
            arrays = Arrays.copyOf(arrays, 2 * size);
        }
        int occurrence = name.occurrence(line);
        names[size] = occurrence == 1 ? name : root.inside(name.text() + "_" + occurrence);
        values[size] = value;
        arrays[size++] = isArray;
    }

    int size() {
        return size;
    }

    FieldName name(int index) {
        return names[index];
    }

    /**
     * A {@link String}, {@link Long}, {@link java.math.BigInteger}, {@link java.math.BigDecimal}, {@link Boolean} or
     * null.
     */
    @Nullable
    Object value(int index) {
        return values[index];
    }

    /** Whether the value is the JSON text of an array. */
    boolean isArray(int index) {
        return arrays[index];
    }

    /** The index of the first field whose {@linkplain KnownField#normal normal} name is {@code name}, or -1. */
    int find(String name) {
        for (int i = 0; i < size; i++) {
            if (KnownField.normal(names[i].text()).equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
