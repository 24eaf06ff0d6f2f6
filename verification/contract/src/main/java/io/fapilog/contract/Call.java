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
 * @param context the entries of the thread's context during the call only
 * @param time the time of the event; null for the present time
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

    /** This call at another level. */
    public Call level(String name) {
        return new Call(name, logger, pattern, arguments, thrown, context, keyValues, marker, time);
    }

    /** This call from another logger. */
    public Call logger(String name) {
        return new Call(level, name, pattern, arguments, thrown, context, keyValues, marker, time);
    }

    /** This call with a throwable. */
    public Call thrown(Throwable throwable) {
        return new Call(level, logger, pattern, arguments, throwable, context, keyValues, marker, time);
    }

    /** This call in a context. */
    public Call context(Map<String, String> map) {
        return new Call(level, logger, pattern, arguments, thrown, map, keyValues, marker, time);
    }

    /** This call with attributes. */
    public Call keyValues(Map<String, Object> pairs) {
        return new Call(level, logger, pattern, arguments, thrown, context, pairs, marker, time);
    }

    /** This call with a marker. */
    public Call marker(String name) {
        return new Call(level, logger, pattern, arguments, thrown, context, keyValues, name, time);
    }

    /** This call at a given time. */
    public Call time(Instant instant) {
        return new Call(level, logger, pattern, arguments, thrown, context, keyValues, marker, instant);
    }
}
