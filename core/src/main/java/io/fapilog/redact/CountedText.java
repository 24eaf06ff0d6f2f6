package io.fapilog.redact;

import java.io.Serial;

/**
 * A text whose characters can be read a limited number of times, so that no regular expression takes for ever. For one
 * thread.
 */
final class CountedText implements CharSequence {
    private static final int STEPS_PER_CHARACTER = 100;
    private static final int STEPS_OF_ANY = 10_000;

    private final String text;
    private long left;

    CountedText(String text) {
        this.text = text;
        this.left = budget(text.length());
    }

    /** How many characters may be read of a text with {@code length} characters. */
    static long budget(int length) {
        return (long) STEPS_PER_CHARACTER * length + STEPS_OF_ANY;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new SpentException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /** The budget is spent. */
    static final class SpentException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        SpentException() {
            super("the budget is spent", null, false, false);
        }
    }
}
