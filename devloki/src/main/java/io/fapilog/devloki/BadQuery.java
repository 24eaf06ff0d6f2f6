package io.fapilog.devloki;

/** Thrown when a query is refused, with the status 400. The message is Loki's. */
final class BadQuery extends Exception {
    private static final long serialVersionUID = 1L;

    BadQuery(String message) {
        super(message, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
