package io.fapilog.slf4j;

import io.fapilog.LogEvent;
import io.fapilog.Placeholders;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;

/**
 * Formats messages as SLF4J does, except for an argument whose {@code toString} throws: SLF4J writes its stack trace to
 * standard error, on the caller's thread, each time; here the message names the exception in its place.
 */
final class Message {
    private Message() {}

    /** Sets the message of {@code to}; the pattern itself if there are no arguments or the formatting fails. */
    static void set(
            LogEvent.Builder to,
            @Nullable String pattern,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable last) {
        boolean isSet = pattern != null
                && arguments != null
                && last == null
                && Placeholders.format(pattern, arguments, to.messageBuffer());
        if (!isSet) {
            to.message(format(pattern, arguments, last));
        }
    }

    /** The message; the pattern itself if there are no arguments or the formatting fails. */
    private static String format(
            @Nullable String pattern, @Nullable Object @Nullable [] arguments, @Nullable Throwable last) {
        if (pattern == null || arguments == null) {
            return String.valueOf(pattern);
        }
        try {
            return MessageFormatter.basicArrayFormat(pattern, guarded(arguments, last));
        } catch (Throwable e) {
            return pattern;
        }
    }

    /** The arguments, followed by {@code last} if there is one. */
    private static @Nullable Object[] guarded(@Nullable Object[] arguments, @Nullable Throwable last) {
        int count = arguments.length;
        @Nullable Object[] guarded = new @Nullable Object[last == null ? count : count + 1];
        for (int i = 0; i < count; i++) {
            Object argument = arguments[i];
            guarded[i] = argument == null || isHarmless(argument) ? argument : new Guarded(argument);
        }
        if (last != null) {
            guarded[count] = new Guarded(last);
        }
        return guarded;
    }

    private static boolean isHarmless(Object argument) {
        return argument instanceof String
                || argument instanceof Integer
                || argument instanceof Long
                || argument instanceof Boolean
                || (argument.getClass().isArray() && !(argument instanceof Object[]));
    }

    /** An argument whose text is computed only when a placeholder needs it. */
    private record Guarded(Object argument) {
        @Override
        public String toString() {
            try {
                return argument instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(argument);
            } catch (Throwable e) {
                return "[" + argument.getClass().getName() + " cannot be shown: "
                        + e.getClass().getName() + "]";
            }
        }
    }
}
