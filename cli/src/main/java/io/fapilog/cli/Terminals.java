package io.fapilog.cli;

import java.io.Console;

/** Tells whether somebody is watching standard error. */
final class Terminals {
    /** Set by the launcher, which can ask about each stream; a JVM before 22 cannot. */
    private static final String TOLD = "io.fapilog.cli.terminal";

    private Terminals() {}

    /** Whether standard error is a terminal. */
    @SuppressWarnings("SystemConsoleNull") // up to JDK 21 null means that standard input or output is no terminal
    static boolean isStderr() {
        String told = System.getProperty(TOLD);
        if (told != null) {
            return Boolean.parseBoolean(told);
        }
        Console console = System.console();
        return console != null && Runtime.version().feature() < 22;
    }
}
