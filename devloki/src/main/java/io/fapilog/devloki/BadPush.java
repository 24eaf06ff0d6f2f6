package io.fapilog.devloki;

/** A push that is refused as a whole. The message is Loki's answer. */
final class BadPush extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    BadPush(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** A push that cannot be read. */
    BadPush(String message) {
        this(400, message);
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
