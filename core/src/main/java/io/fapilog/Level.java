package io.fapilog;

/** How grave an event is, in ascending order. The names are those of SLF4J and of the line's {@code level} field. */
public enum Level {
    /** Finest detail. */
    TRACE,
    /** Detail for the developer. */
    DEBUG,
    /** The ordinary course of things. */
    INFO,
    /** Something unexpected that the application coped with. */
    WARN,
    /** Something failed. */
    ERROR;

    /** Tells whether an event of this level passes a logger whose level is {@code threshold}. */
    public boolean isAtLeast(Level threshold) {
        return compareTo(threshold) >= 0;
    }
}
