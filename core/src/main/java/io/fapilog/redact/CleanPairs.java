package io.fapilog.redact;

import io.fapilog.text.RecentTexts;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of a text and an object that belongs to it, in which nothing was found to mask: they are not looked at again.
 * Both are known as the same objects. Bounded: each text has one place, where it replaces the pair that was there
 * before. For one thread.
 */
@SuppressWarnings("ReferenceEquality") // only the same objects are known without a comparison
final class CleanPairs {
    private final @Nullable String[] texts;
    private final @Nullable Object[] others;

    /**
     * No pairs.
     *
     * @param places the most pairs, a power of two
     */
    CleanPairs(int places) {
        this.texts = new @Nullable String[places];
        this.others = new @Nullable Object[places];
    }

    boolean contains(String text, Object other) {
        int place = RecentTexts.place(text, texts.length);
        return texts[place] == text && others[place] == other;
    }

    void add(String text, Object other) {
        int place = RecentTexts.place(text, texts.length);
        texts[place] = text;
        others[place] = other;
    }
}
