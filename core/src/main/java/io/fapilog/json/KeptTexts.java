package io.fapilog.json;

import io.fapilog.text.RecentTexts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts that occur in line after line, such as the names of loggers and threads, as the JSON that was written for them.
 * The JSON of a text is kept when the text is written for the second time. For one thread.
 */
final class KeptTexts {
    /** The number of places, a power of two. */
    private static final int PLACES = 64;
    /** The longest text that is kept, so that the memory is bounded. */
    private static final int LONGEST = 256;

    private static final byte[] NOTHING = {};

    private final @Nullable String[] texts = new @Nullable String[PLACES];
    private final byte[][] written = new byte[PLACES][];

    /** Writes {@code text} as a JSON string. */
    void write(String text, Utf8Json out) {
        if (text.length() > LONGEST) {
            out.string(text, Integer.MAX_VALUE);
        } else {
            writeShort(text, out);
        }
    }

    private void writeShort(String text, Utf8Json out) {
        int place = RecentTexts.place(text, PLACES);
        if (!text.equals(texts[place])) {
            texts[place] = text;
            written[place] = NOTHING;
            out.string(text, Integer.MAX_VALUE);
        } else if (written[place].length > 0) {
            out.raw(written[place]);
        } else {
            written[place] = write(text, out.written(), out);
        }
    }

    /** Writes it and returns what was written; nothing if not all of it was kept. */
    private static byte[] write(String text, long start, Utf8Json out) {
        out.string(text, Integer.MAX_VALUE);
        return out.written() == out.length() ? Arrays.copyOfRange(out.bytes(), (int) start, out.length()) : NOTHING;
    }
}
