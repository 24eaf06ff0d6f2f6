package io.fapilog;

import java.io.Console;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Tells whether somebody is watching. */
final class Terminal {
    private Terminal() {}

    /** Whether standard output is a terminal. */
    @SuppressWarnings("SystemConsoleNull") // null up to JDK 21; from 22 on the console itself is asked
    static boolean isStdout() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** From JDK 22 on there is a console even without a terminal, and it can be asked. */
    private static boolean isTerminal(Console console) {
        Method method = method();
        try {
            return method == null || Boolean.TRUE.equals(method.invoke(console));
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static @Nullable Method method() {
        try {
            return Console.class.getMethod("isTerminal");
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
