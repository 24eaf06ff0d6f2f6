package io.fapilog.devloki;

/**
 * The result of a push: the status and message of its response.
 *
 * @param status the HTTP status
 * @param text the message, empty for 204
 */
record PushVerdict(int status, String text) {
    static final PushVerdict STORED = new PushVerdict(204, "");

    /** The body of the response: the message and the line feed that Go's {@code http.Error} appends. */
    String body() {
        return text.isEmpty() ? "" : text + "\n";
    }
}
