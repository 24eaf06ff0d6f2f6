package io.fapilog.redact;

/** A rule that says which parts of a text are masked. For one thread. */
interface TextRule {
    /**
     * Whether a text with these bytes may have something to mask. This is the cheap test that nearly all texts fail; a
     * wrong yes only costs time.
     */
    boolean suspects(LowBytes bytes);

    /** Returns {@code text} with its parts masked, the same object if there are none. */
    String mask(String text, MaskedText out);
}
