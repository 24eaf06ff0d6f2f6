package io.fapilog.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a field means, by the names that the usual logging systems give it: SLF4J's and Log4j's layouts, Elastic's
 * common schema, OpenTelemetry, Python, structlog, pino, bunyan, zap, Serilog, GELF, Docker, journald.
 *
 * @param role what it means
 * @param rank which of two fields of one role is taken: the one with the lower rank
 */
record KnownField(Role role, int rank) {
    /** The parts of an event that a field may stand for. */
    enum Role {
        /** When it happened. */
        TIME,
        /** The part of the time below the second, in nanoseconds, where it is a field of its own. */
        NANOS,
        /** How grave it is. */
        LEVEL,
        /** What happened. */
        MESSAGE,
        /** The logger. */
        LOGGER,
        /** The logger, where there is a level too; otherwise anything may be meant. */
        NAME,
        /** The thread. */
        THREAD
    }

    private static final Map<Role, List<String>> NAMES = Map.of(
            Role.TIME,
            List.of(
                    "timestamp",
                    "time",
                    "ts",
                    "t",
                    "datetime",
                    "date",
                    "time_stamp",
                    "asctime",
                    "eventtime",
                    "event_time",
                    "log_time",
                    "logtime",
                    "timemillis",
                    "instant",
                    "instant_epochsecond",
                    "timestamp_seconds",
                    "source_realtime_timestamp",
                    "realtime_timestamp"),
            Role.NANOS,
            List.of("instant_nanoofsecond", "timestamp_nanos"),
            Role.LEVEL,
            List.of(
                    "level",
                    "severity",
                    "severity_text",
                    "severitytext",
                    "lvl",
                    "loglevel",
                    "log_level",
                    "levelname",
                    "level_name",
                    "l",
                    "priority"),
            Role.MESSAGE,
            List.of(
                    "message",
                    "msg",
                    "event",
                    "log",
                    "text",
                    "body",
                    "short_message",
                    "rendered_message",
                    "renderedmessage",
                    "m",
                    "mt"),
            Role.LOGGER,
            List.of(
                    "logger",
                    "logger_name",
                    "loggername",
                    "log_logger",
                    "category",
                    "sourcecontext",
                    "source_context",
                    "channel"),
            Role.NAME,
            List.of("name"),
            Role.THREAD,
            List.of("thread", "thread_name", "threadname", "process_thread_name"));

    private static final Map<String, KnownField> BY_NAME = byName();

    /** What a field called {@code name} means, or null when it has no known meaning. */
    static @Nullable KnownField of(String name) {
        KnownField exact = BY_NAME.get(name);
        if (exact != null || name.length() > 32) {
            return exact;
        }
        return BY_NAME.get(normal(name));
    }

    /** Lower case, {@code _} for other separators, and without the {@code @} or {@code _} at the beginning. */
    private static String normal(String name) {
        int start = 0;
        while (start < name.length() && (name.charAt(start) == '@' || name.charAt(start) == '_')) {
            start++;
        }
        return name.substring(start).toLowerCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static Map<String, KnownField> byName() {
        Map<String, KnownField> fields = new HashMap<>();
        NAMES.forEach((role, names) -> {
            for (String name : names) {
                fields.put(name, new KnownField(role, fields.size()));
            }
        });
        return Map.copyOf(fields);
    }
}
