package io.fapilog;

/**
 * One result of the check of a sink. Immutable. No part of it contains a secret.
 *
 * @param sink the name of the sink, without secrets
 * @param outcome whether something is to be done
 * @param subject what was checked, in one or two words: {@code settings}, {@code connection}, {@code push}
 * @param sentence what was found; for a failure, its cause
 * @param mend what to do about it; empty if nothing is to be done
 */
public record Finding(String sink, Outcome outcome, String subject, String sentence, String mend) {
    /** Whether something is to be done. */
    public enum Outcome {
        /** Nothing is to be done. */
        OK,
        /** The sink works, and something may become a problem. */
        WARN,
        /** Events do not arrive, or will soon not. */
        FAIL
    }

    @Override
    public String toString() {
        return outcome + " " + subject + ": " + sentence + (mend.isEmpty() ? "" : "; " + mend);
    }
}
