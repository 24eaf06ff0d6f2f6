package io.fapilog.text;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bounded table of texts that occur again and again, such as names, each with what was made of it. Each text has one
 * place, where it replaces the text that was there before. For one thread.
 *
 * @param <V> what is made of a text
 */
public final class RecentTexts<V extends @Nullable Object> {
    /** The longest text that is kept, so that the memory is bounded. */
    private static final int LONGEST = 256;

    private final @Nullable String[] texts;
    private final @Nullable Object[] values;
    private final Function<String, V> make;

    /**
     * An empty table.
     *
     * @param places the most texts, a power of two
     * @param make makes the value of a text
     */
    public RecentTexts(int places, Function<String, V> make) {
        this.texts = new @Nullable String[places];
        this.values = new @Nullable Object[places];
        this.make = make;
    }

    /** The value of {@code text}, which is made if it is not in the table. */
    @SuppressWarnings("unchecked") // only values of this type are in the table
    public V of(String text) {
        if (text.length() > LONGEST) {
            return make.apply(text);
        }
        int place = place(text, texts.length);
        if (!text.equals(texts[place])) {
            values[place] = make.apply(text);
            texts[place] = text;
        }
        return (V) values[place];
    }

    /** The place of {@code text} in a table of {@code places}, a power of two. */
    public static int place(String text, int places) {
        int hash = text.hashCode();
        return (hash ^ hash >>> 16) & places - 1;
    }
}
