package io.fapilog.devloki;

/** A query that is refused with 400. The message is Loki's answer. */
final class BadQuery extends Exception {
    private static final long serialVersionUID = 1L;

    BadQuery(String message) {
        super(message, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
