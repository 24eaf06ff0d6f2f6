package io.fapilog.cli.event;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a field by its name, according to the {@linkplain LogFormat formats} of common logging systems.
 *
 * @param ranks for each role that the field may have, its precedence among the fields of the role; the lowest wins
 */
record KnownField(Map<Role, Integer> ranks) {
    /** The part of an event that a field may contain. */
    enum Role {
        /** The time of the event. */
        TIME,
        /** The fraction of the second in nanoseconds, if it has a field of its own. */
        NANOS,
        /** The severity. */
        LEVEL,
        /** The message. */
        MESSAGE,
        /** The message with the names of fields in place of their values. */
        TEMPLATE,
        /** The logger. */
        LOGGER,
        /** The logger if the line has a level; otherwise the meaning is unknown. */
        NAME,
        /** The thread. */
        THREAD,
        /** The stack trace of an exception as text. */
        STACK,
        /** The class of that exception. */
        TYPE,
        /** The message of that exception. */
        REASON,
        /** The frames of an exception as an array of objects; the fields beside it have the class and message. */
        FRAMES
    }

    private static final int LONGEST = 48;
    private static final Map<String, KnownField> BY_NAME = byName();

    /** The meaning of a field called {@code name}, or null if it is unknown. */
    static @Nullable KnownField of(String name) {
        return name.length() > LONGEST ? null : BY_NAME.get(normal(name));
    }

    /** The name in lower case, with {@code _} as separator, and without {@code @} or {@code _} at the beginning. */
    static String normal(String name) {
        int start = 0;
        while (start < name.length() && (name.charAt(start) == '@' || name.charAt(start) == '_')) {
            start++;
        }
        return name.substring(start).toLowerCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static Map<String, KnownField> byName() {
        Map<String, KnownField> fields = new HashMap<>();
        int rank = 0;
        for (LogFormat format : LogFormat.values()) {
            for (Role role : Role.values()) {
                for (String name : format.names(role)) {
                    fields.computeIfAbsent(name, any -> new KnownField(new EnumMap<>(Role.class)))
                            .ranks
                            .putIfAbsent(role, rank++);
                }
            }
        }
        return Map.copyOf(fields);
    }
}
