package io.fapilog.cli;

import java.io.Console;

/** Whether standard error is a terminal. */
final class Terminals {
    /** Set by the launcher: unlike the JVM, it can test each stream. */
    private static final String PROPERTY = "io.fapilog.cli.terminal";

    private Terminals() {}

    /** Whether standard error is a terminal. */
    @SuppressWarnings("SystemConsoleNull") // up to JDK 21 null means that standard input or output is no terminal
    static boolean isStderr() {
        String property = System.getProperty(PROPERTY);
        if (property != null) {
            return Boolean.parseBoolean(property);
        }
        Console console = System.console();
        return console != null && Runtime.version().feature() < 22;
    }
}
