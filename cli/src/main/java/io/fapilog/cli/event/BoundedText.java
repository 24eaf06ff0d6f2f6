package io.fapilog.cli.event;

import java.util.regex.Matcher;

/**
 * A line that a regular expression of the user is tried on. An expression whose time grows exponentially with the length
 * of the line gives up after a number of steps, and then does not match.
 */
final class BoundedText implements CharSequence {
    private static final int LEAST_STEPS = 1_000_000;
    private static final int STEPS_PER_CHARACTER = 20;

    private final String text;
    private long steps;

    BoundedText(String text) {
        this.text = text;
        this.steps = Math.max(LEAST_STEPS, (long) STEPS_PER_CHARACTER * text.length());
    }

    /** Whether {@code matcher}, which is reset to {@code line}, finds a match; false if that takes too long. */
    static boolean find(Matcher matcher, String line) {
        try {
            return matcher.reset(new BoundedText(line)).find();
        } catch (TooManySteps | StackOverflowError e) {
            return false;
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (--steps < 0) {
            throw new TooManySteps();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /** Ends a match that takes too long. */
    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManySteps() {
            super("the expression takes too long", null, false, false);
        }
    }
}
