package io.fapilog.loki;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The structured metadata of one event, in UTF-8: names and values that Loki stores beside the line. For one thread;
 * reusable.
 *
 * <p>Loki accepts 128 names and 64 KiB of names and values per line, and refuses the whole line beyond that. Values
 * that exceed these limits are omitted, since the line contains them too.
 */
final class Metadata {
    static final int MOST_NAMES = 128;
    static final int MOST_BYTES = 64 << 10;

    private final byte[][] names = new byte[MOST_NAMES][];
    private final byte[][] values = new byte[MOST_NAMES][];
    private int count;
    private int bytes;

    void clear() {
        count = 0;
        bytes = 0;
    }

    void add(byte[] name, String value) {
        if (value.length() > MOST_BYTES) {
            return;
        }
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        if (count < MOST_NAMES && bytes + name.length + text.length <= MOST_BYTES) {
            names[count] = name;
            values[count++] = text;
            bytes += name.length + text.length;
        }
    }

    /** Adds a value unless there is one of this name. */
    void addIfAbsent(byte[] name, String value) {
        for (int i = 0; i < count; i++) {
            if (Arrays.equals(names[i], name)) {
                return;
            }
        }
        add(name, value);
    }

    int count() {
        return count;
    }

    /** The bytes of all names and values, as Loki counts them. */
    int bytes() {
        return bytes;
    }

    /** The names and values as text. */
    Map<String, String> asMap() {
        if (count == 0) {
            return Map.of();
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            pairs.put(new String(names[i], StandardCharsets.UTF_8), new String(values[i], StandardCharsets.UTF_8));
        }
        return pairs;
    }

    byte[] name(int index) {
        return names[index];
    }

    byte[] value(int index) {
        return values[index];
    }
}
