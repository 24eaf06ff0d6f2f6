package io.fapilog.devloki.logql;

/** Thrown when a query is refused, with the status 400. The message is Loki's. */
public final class BadQuery extends Exception {
    private static final long serialVersionUID = 1L;

    public BadQuery(String message) {
        super(message, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
