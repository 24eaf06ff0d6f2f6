package io.fapilog.contract;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One log call of an application. Immutable.
 *
 * @param level the framework's own name of the level
 * @param pattern the message, with {@code {}} for each argument
 * @param context what the thread's context holds during the call, and only then
 * @param time when it was; null for now
 */
public record Call(
        String level,
        String logger,
        String pattern,
        List<@Nullable Object> arguments,
        @Nullable Throwable thrown,
        Map<String, String> context,
        Map<String, Object> keyValues,
        @Nullable String marker,
        @Nullable Instant time) {

    /** A call at level INFO. */
    public static Call of(String pattern, @Nullable Object... arguments) {
        return new Call(
                "INFO",
                "shop.Orders",
                pattern,
                Collections.unmodifiableList(Arrays.asList(arguments.clone())),
                null,
                Map.of(),
                Map.of(),
                null,
                null);
    }

    /** The same at another level. */
    public Call level(String name) {
        return new Call(name, logger, pattern, arguments, thrown, context, keyValues, marker, time);
    }

    /** The same from another logger. */
    public Call logger(String name) {
        return new Call(level, name, pattern, arguments, thrown, context, keyValues, marker, time);
    }

    /** The same with a throwable. */
    public Call thrown(Throwable throwable) {
        return new Call(level, logger, pattern, arguments, throwable, context, keyValues, marker, time);
    }

    /** The same in a context. */
    public Call context(Map<String, String> map) {
        return new Call(level, logger, pattern, arguments, thrown, map, keyValues, marker, time);
    }

    /** The same with key-value pairs. */
    public Call keyValues(Map<String, Object> pairs) {
        return new Call(level, logger, pattern, arguments, thrown, context, pairs, marker, time);
    }

    /** The same with a marker. */
    public Call marker(String name) {
        return new Call(level, logger, pattern, arguments, thrown, context, keyValues, name, time);
    }

    /** The same at a given time. */
    public Call time(Instant instant) {
        return new Call(level, logger, pattern, arguments, thrown, context, keyValues, marker, instant);
    }
}
