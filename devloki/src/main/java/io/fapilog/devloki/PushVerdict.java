package io.fapilog.devloki;

/**
 * The answer to a push.
 *
 * @param status the HTTP status
 * @param text the message, empty for 204
 */
record PushVerdict(int status, String text) {
    static final PushVerdict STORED = new PushVerdict(204, "");
}
