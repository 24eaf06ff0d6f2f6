package io.fapilog.devloki;

/** Thrown when a push is refused as a whole. The message is Loki's. */
final class BadPush extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    BadPush(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** A refusal with the status 400. */
    BadPush(String message) {
        this(400, message);
    }

    String text() {
        return String.valueOf(getMessage());
    }

    PushVerdict verdict() {
        return new PushVerdict(status, text());
    }
}
