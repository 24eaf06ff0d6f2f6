package io.fapilog.loki;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The structured metadata of one event: pairs that Loki stores beside the line, as UTF-8. Reused for event after event
 * by one thread.
 *
 * <p>Loki takes 128 pairs and 64 KiB of names and values a line and refuses the whole line beyond; what does not fit is
 * left out here, since the line has it too.
 */
final class Metadata {
    static final int MOST_PAIRS = 128;
    static final int MOST_BYTES = 64 << 10;

    private final byte[][] names = new byte[MOST_PAIRS][];
    private final byte[][] values = new byte[MOST_PAIRS][];
    private int count;
    private int bytes;

    void clear() {
        count = 0;
        bytes = 0;
    }

    void add(byte[] name, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        if (count < MOST_PAIRS && bytes + name.length + text.length <= MOST_BYTES) {
            names[count] = name;
            values[count++] = text;
            bytes += name.length + text.length;
        }
    }

    int count() {
        return count;
    }

    /** The bytes of all names and values, as Loki counts them. */
    int bytes() {
        return bytes;
    }

    /** The pairs as text. */
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
