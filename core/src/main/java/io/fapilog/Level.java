package io.fapilog;

/** The severity of an event, in ascending order. The names are those of SLF4J and of the {@code level} field. */
public enum Level {
    /** The finest detail. */
    TRACE,
    /** Detail for developers. */
    DEBUG,
    /** Normal operation. */
    INFO,
    /** Something unexpected that the application could handle. */
    WARN,
    /** Something failed. */
    ERROR;

    /** Whether an event of this level passes a logger with the level {@code threshold}. */
    public boolean isAtLeast(Level threshold) {
        return compareTo(threshold) >= 0;
    }
}
