package io.fapilog.redact;

import java.util.function.IntUnaryOperator;

/** A text in which parts are replaced by {@value #MASK}. Reused for text after text. For one thread. */
final class MaskedText {
    /** What stands for each masked part. */
    static final String MASK = "***";
    /** What stands for a text that could not be masked. */
    static final String FAILED = "[redaction failed]";

    private static final int LARGEST_KEPT = 1 << 14;

    private StringBuilder out = new StringBuilder();
    private String text = "";
    private int copied;
    private boolean changed;

    /** Begins with {@code whole}, of which nothing is masked yet. */
    void begin(String whole) {
        if (out.capacity() > LARGEST_KEPT) {
            out = new StringBuilder();
        }
        out.setLength(0);
        text = whole;
        copied = 0;
        changed = false;
    }

    /**
     * Masks the characters from {@code from} to before {@code to}, unless they are masked already. The calls for a text
     * are in the order of the text.
     */
    void mask(int from, int to) {
        int start = Math.max(from, copied);
        if (start >= to || (to - start == MASK.length() && text.startsWith(MASK, start))) {
            return;
        }
        out.append(text, copied, start).append(MASK);
        copied = to;
        changed = true;
    }

    /**
     * Masks all of {@code whole} that is found.
     *
     * @param find the end of what is to be masked from an index on; -1 if nothing begins there
     */
    String maskEach(String whole, IntUnaryOperator find) {
        begin(whole);
        int i = 0;
        while (i < whole.length()) {
            int end = find.applyAsInt(i);
            if (end > 0) {
                mask(i, end);
            }
            i = Math.max(end, i + 1);
        }
        return end();
    }

    /** The result: the same object if nothing was masked. */
    String end() {
        String whole = text;
        text = "";
        return changed ? out.append(whole, copied, whole.length()).toString() : whole;
    }
}
