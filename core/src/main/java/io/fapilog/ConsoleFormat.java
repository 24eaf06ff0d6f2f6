package io.fapilog;

/** The format of events on standard output. */
public enum ConsoleFormat {
    /** {@link #PRETTY} on a terminal, else {@link #JSON}. */
    AUTO,
    /** The JSON line, as other sinks send it. */
    JSON,
    /** A readable line, coloured on a terminal. */
    PRETTY
}
