package io.fapilog.devloki.logql;

/** Thrown when a query is refused, or cannot be evaluated. The message is Loki's. */
public final class BadQuery extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** A query that is refused, with the status 400. */
    public BadQuery(String message) {
        this(400, message);
    }

    /** A query with another status. */
    BadQuery(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The status of the response. */
    public int status() {
        return status;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
