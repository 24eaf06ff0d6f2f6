package io.fapilog;

/** How standard output shows an event. */
public enum ConsoleFormat {
    /** {@link #PRETTY} on a terminal, else {@link #JSON}. */
    AUTO,
    /** The JSON line, as it is sent. */
    JSON,
    /** A readable line, coloured on a terminal. */
    PRETTY
}
