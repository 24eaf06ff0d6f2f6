package io.fapilog;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A list of fields, names and values in turn, in which those of an event are collected. Reused for event after event. If
 * an event has the fields of the one before it, as the events of a request have the same context, both share one array.
 * For one thread.
 */
final class FieldList {
    private static final @Nullable Object[] NONE = {};

    private static final int FIRST_LENGTH = 8;
    /** The longest array that is kept for the next event. */
    private static final int LONGEST_KEPT = 128;
    /** The longest text in an array that is kept to be shared. */
    private static final int LONGEST_TEXT = 256;
    /** The most entries of a map; one of the application may never end. */
    private static final int MOST_ENTRIES = 1 << 16;

    private @Nullable Object[] fields = NONE;
    private int count;
    private @Nullable Object[] last = NONE;

    void clear() {
        if (fields.length > LONGEST_KEPT) {
            fields = NONE;
        } else {
            Arrays.fill(fields, 0, count, null);
        }
        count = 0;
    }

    /** Adds a field. */
    void add(@Nullable String name, @Nullable Object value) {
        if (count == fields.length) {
            fields = Arrays.copyOf(fields, Math.max(FIRST_LENGTH, 2 * count));
        }
        fields[count++] = name == null ? "null" : name;
        fields[count++] = Values.capture(value);
    }

    /**
     * Replaces the fields by the entries of {@code map}. A map that cannot be read becomes a field that says so. The map
     * may be one of the application, with any code and content.
     */
    @SuppressWarnings("CatchingUnchecked")
    void set(Map<?, ?> map) {
        try {
            if (!repeat(map, map.size(), Map::get)) {
                addEntries(map);
            }
        } catch (Throwable e) {
            clear();
            add("context", Values.unreadable(map, e));
        }
    }

    /** The last result of {@link #toSharedArray}. */
    @Nullable
    Object[] former() {
        return last;
    }

    /** The fields of the event, in an array that must not be changed. */
    @Nullable
    Object[] toArray() {
        return count == 0 ? NONE : Arrays.copyOf(fields, count);
    }

    /** As {@link #toArray}; the result of the last call if the fields are the same. */
    @Nullable
    Object[] toSharedArray() {
        if (isLast()) {
            return last;
        }
        @Nullable Object[] array = toArray();
        last = isKept(array) ? array : NONE;
        return array;
    }

    /**
     * Replaces the fields by those of the last array if {@code map} has the same. This needs no iteration, which
     * allocates. A value that is only equal is not worth more.
     *
     * @return false if it has others; then the list is empty
     */
    @SuppressWarnings("ReferenceEquality")
    <M> boolean repeat(M map, int size, BiFunction<? super M, String, ?> get) {
        clear();
        if (last.length == 0 || last.length != 2 * size) {
            return false;
        }
        for (int i = 0; i < last.length; i += 2) {
            if (last[i + 1] == null || get.apply(map, (String) last[i]) != last[i + 1]) {
                return false;
            }
        }
        for (int i = 0; i < last.length; i += 2) {
            add((String) last[i], last[i + 1]);
        }
        return true;
    }

    private void addEntries(Map<?, ?> map) {
        int left = MOST_ENTRIES;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (left == 0) {
                return;
            }
            left--;
            Object name = entry.getKey();
            add(name instanceof String text ? text : Values.text(name), entry.getValue());
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean isLast() {
        boolean same = last.length == count;
        for (int i = 0; same && i < count; i++) {
            same = last[i] == fields[i];
        }
        return same;
    }

    private static boolean isKept(@Nullable Object[] array) {
        for (Object element : array) {
            if (element instanceof String text && text.length() > LONGEST_TEXT) {
                return false;
            }
        }
        return array.length <= LONGEST_KEPT;
    }
}
