package io.fapilog;

import org.jspecify.annotations.Nullable;

/**
 * Formats messages with the placeholder <code>{}</code> as SLF4J defines it, in the common case: the arguments are
 * texts, numbers, booleans and characters, and the pattern has no backslash, which may escape a placeholder. For adapters; thread-safe.
 */
public final class Placeholders {
    private static final String PLACEHOLDER = "{}";

    private Placeholders() {}

    /**
     * Appends the message that SLF4J makes of {@code pattern} and {@code arguments}, of which none is the exception, to
     * {@code message}. Runs no code of the application.
     *
     * @return false if this is not the common case; then the content of {@code message} is undefined
     */
    public static boolean format(String pattern, @Nullable Object[] arguments, StringBuilder message) {
        return pattern.indexOf('\\') < 0 && fill(message, pattern, arguments);
    }

    private static boolean fill(StringBuilder buffer, String pattern, @Nullable Object[] arguments) {
        int start = 0;
        int placeholder = pattern.indexOf(PLACEHOLDER);
        for (int i = 0; i < arguments.length && placeholder >= 0; i++) {
            buffer.append(pattern, start, placeholder);
            if (!append(buffer, arguments[i])) {
                return false;
            }
            start = placeholder + PLACEHOLDER.length();
            placeholder = pattern.indexOf(PLACEHOLDER, start);
        }
        buffer.append(pattern, start, pattern.length());
        return true;
    }

    private static boolean append(StringBuilder buffer, @Nullable Object argument) {
        if (argument instanceof String text) {
            buffer.append(text);
        } else if (argument instanceof Integer number) {
            buffer.append(number.intValue());
        } else if (argument instanceof Long number) {
            buffer.append(number.longValue());
        } else if (argument instanceof Double number) {
            buffer.append(number.doubleValue());
        } else {
            return appendRare(buffer, argument);
        }
        return true;
    }

    private static boolean appendRare(StringBuilder buffer, @Nullable Object argument) {
        boolean isImmutable = argument == null
                || argument instanceof Boolean
                || argument instanceof Character
                || argument instanceof Float
                || argument instanceof Short
                || argument instanceof Byte;
        if (isImmutable) {
            buffer.append(argument);
        }
        return isImmutable;
    }
}
