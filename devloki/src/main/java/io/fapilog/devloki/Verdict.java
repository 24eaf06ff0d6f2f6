package io.fapilog.devloki;

/**
 * The answer to a push.
 *
 * @param status the HTTP status
 * @param text the message, empty for 204
 */
record Verdict(int status, String text) {
    static final Verdict STORED = new Verdict(204, "");
}
