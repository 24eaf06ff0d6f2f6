package io.fapilog.cli.event;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a field by its name in common logging systems: the layouts of Logback and Log4j, Elastic Common
 * Schema, OpenTelemetry, Python, structlog, pino, bunyan, zap, Serilog, GELF, Docker, journald.
 *
 * @param role the meaning
 * @param rank the precedence among the fields of one role; the lowest rank wins
 */
record KnownField(Role role, int rank) {
    /** The part of an event that a field may contain, and the names of such fields, the most common one first. */
    enum Role {
        /** The time of the event. */
        TIME("timestamp time ts t datetime date time_stamp asctime eventtime event_time log_time logtime timemillis"
                + " instant instant_epochsecond timestamp_seconds source_realtime_timestamp realtime_timestamp"),
        /** The fraction of the second in nanoseconds, if it has a field of its own. */
        NANOS("instant_nanoofsecond timestamp_nanos"),
        /** The severity. */
        LEVEL("level severity severity_text severitytext lvl loglevel log_level levelname level_name l priority"),
        /** The message. */
        MESSAGE("message msg event log text body short_message rendered_message renderedmessage m mt"),
        /** The logger. */
        LOGGER("logger logger_name loggername log_logger category sourcecontext source_context channel"),
        /** The logger if the line has a level; otherwise the meaning is unknown. */
        NAME("name"),
        /** The thread. */
        THREAD("thread thread_name threadname process_thread_name");

        private final String names;

        Role(String names) {
            this.names = names;
        }
    }

    private static final Map<String, KnownField> BY_NAME = byName();

    /** The meaning of a field called {@code name}, or null if it is unknown. */
    static @Nullable KnownField of(String name) {
        KnownField exact = BY_NAME.get(name);
        if (exact != null || name.length() > 32) {
            return exact;
        }
        return BY_NAME.get(normal(name));
    }

    /** The name in lower case, with {@code _} as separator, and without {@code @} or {@code _} at the beginning. */
    private static String normal(String name) {
        int start = 0;
        while (start < name.length() && (name.charAt(start) == '@' || name.charAt(start) == '_')) {
            start++;
        }
        return name.substring(start).toLowerCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static Map<String, KnownField> byName() {
        Map<String, KnownField> fields = new HashMap<>();
        for (Role role : Role.values()) {
            for (String name : role.names.split(" ", -1)) {
                fields.put(name, new KnownField(role, fields.size()));
            }
        }
        return Map.copyOf(fields);
    }
}
