package io.fapilog.cli.event;

import io.fapilog.LogEvent;
import org.jspecify.annotations.Nullable;

/** Reads stack traces as the loggers of Java, Python, .NET and JavaScript write them to a field. */
final class ExceptionText {
    private static final String TRACEBACK = "Traceback (most recent call last)";
    private static final int LONGEST_TYPE = 200;

    private ExceptionText() {}

    /**
     * The exception with the stack trace {@code text}, or null if neither {@code type} nor the trace names its class.
     *
     * @param type its class, if a field names it
     * @param reason its message, if a field has it
     */
    static LogEvent.@Nullable Rendered of(String text, @Nullable String type, @Nullable String reason) {
        String stack = text.startsWith(": ") ? text.substring(2) : text;
        String title = title(stack);
        int end = typeEnd(title, 0);
        end = end == title.length() && !isThrowable(title, 0, end) ? -1 : end;
        if (end < 0 && type == null) {
            return null;
        }
        String ofTitle = end >= 0 && end + 2 < title.length() ? title.substring(end + 2) : null;
        return new LogEvent.Rendered(
                type == null ? title.substring(0, end) : type, reason == null ? ofTitle : reason, stack);
    }

    /** Whether {@code line} from {@code from} on is the first line of an exception: a class, and perhaps a message. */
    static boolean isTitle(String line, int from) {
        int end = typeEnd(line, from);
        return end >= 0 && isThrowable(line, from, end);
    }

    /**
     * The index behind the name of a class at {@code from}, which ends the line or has a colon behind it, or -1.
     */
    static int typeEnd(String line, int from) {
        int end = from;
        int most = Math.min(line.length(), from + LONGEST_TYPE);
        while (end < most && isOfName(line.charAt(end))) {
            end++;
        }
        boolean ends = end == line.length() || (line.charAt(end) == ':' && isSpace(line, end + 1));
        return end > from + 2 && ends && TimeCursor.isLetter(line.charAt(from)) ? end : -1;
    }

    private static boolean isSpace(String line, int index) {
        return index >= line.length() || line.charAt(index) == ' ';
    }

    /** Whether a name is that of an exception by convention: {@code a.b.SomeException}, {@code OutOfMemoryError}. */
    private static boolean isThrowable(String line, int from, int end) {
        String name = line.substring(from, end);
        return name.endsWith("Exception")
                || (name.endsWith("Error") && !name.equals("Error"))
                || name.endsWith("Throwable")
                || (name.endsWith("Warning") && name.indexOf('.') > 0);
    }

    private static boolean isOfName(char c) {
        return TimeCursor.isLetter(c) || TimeCursor.isDigit(c) || c == '.' || c == '_' || c == '$' || c == '/';
    }

    /** The line with class and message: the first one, in Python the last one that is not indented. */
    private static String title(String stack) {
        if (!stack.startsWith(TRACEBACK)) {
            int end = stack.indexOf('\n');
            return (end < 0 ? stack : stack.substring(0, end)).strip();
        }
        String title = "";
        for (String line : stack.split("\n", -1)) {
            title = !line.isEmpty() && line.charAt(0) > ' ' ? line : title;
        }
        return title;
    }
}
