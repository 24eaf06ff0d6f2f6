package io.fapilog;

/**
 * Where fapilog speaks about itself: never into a log of the application, and never with a secret. Thread-safe, does
 * not throw, and does not block for long.
 */
public interface Diagnostics {
    /** Says that something went right again or is worth knowing. */
    void info(String message);

    /**
     * Says that something goes wrong.
     *
     * @param key what goes wrong, in a word; messages of one key are rate-limited together, and counted
     * @param message one sentence for the operator, with the server's own words where there are any
     */
    void warn(String key, String message);
}
