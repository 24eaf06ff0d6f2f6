package io.fapilog.cli;

import java.io.Console;

/** Whether the standard streams are terminals. */
final class Terminals {
    /** Set by the launcher: unlike the JVM, it can test each stream. */
    private static final String STDERR = "io.fapilog.cli.terminal";

    private static final String STDOUT = "io.fapilog.cli.terminal.stdout";

    private Terminals() {}

    /** Whether standard error is a terminal. */
    static boolean isStderr() {
        return is(STDERR);
    }

    /** Whether standard output is a terminal. */
    static boolean isStdout() {
        return is(STDOUT);
    }

    @SuppressWarnings("SystemConsoleNull") // up to JDK 21 null means that standard input or output is no terminal
    private static boolean is(String stream) {
        String property = System.getProperty(stream);
        if (property != null) {
            return Boolean.parseBoolean(property);
        }
        Console console = System.console();
        return console != null && Runtime.version().feature() < 22;
    }
}
