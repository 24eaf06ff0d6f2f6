package io.fapilog;

import java.io.Console;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Whether standard output is a terminal. */
final class Terminal {
    private Terminal() {}

    /** Whether standard output is a terminal now. */
    @SuppressWarnings("SystemConsoleNull") // null up to JDK 21; from 22 on the console itself is asked
    static boolean isStdout() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** From JDK 22 on, a console may exist without a terminal, and has a method that answers this. */
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
