package io.fapilog.loki;

/**
 * One message for the operator.
 *
 * @param isFailure whether it describes a failure that lasts until the next delivery; it is then reported once
 * @param key the kind of message, such as {@code status 503}
 * @param own our words
 * @param theirs the words of the server or the JDK, still to be redacted; empty for none
 */
record Report(boolean isFailure, String key, String own, String theirs) {
    /** A message about something that does not end with the next delivery. */
    static Report warning(String key, String own, String theirs) {
        return new Report(false, key, own, theirs);
    }

    /** A message about pushes that fail until the next delivery. */
    static Report failure(String key, String own, String theirs) {
        return new Report(true, key, own, theirs);
    }
}
