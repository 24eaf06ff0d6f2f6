package io.fapilog.cli;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.cli.KnownField.Role;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes an event of a line. A JSON object keeps its fields; those that stand for time, level, message, logger and
 * thread under a {@linkplain KnownField usual name} become these. Any other line is the message of an event of level
 * INFO. Reused for line after line by one thread.
 */
final class EventParser {
    private static final String THREAD = "ship";

    private final boolean now;
    private final JsonFields fields = new JsonFields();
    /** The number of the field that stands for a role. */
    private final Map<Role, Integer> taken = new EnumMap<>(Role.class);

    private final Map<Role, Integer> ranks = new EnumMap<>(Role.class);

    /** With {@code now} every event is stamped with the present, and a time in the line stays a field. */
    EventParser(boolean now) {
        this.now = now;
    }

    /** The event of {@code line}; {@code source} is its logger when the line names none. */
    LogEvent parse(String line, String source) {
        if (beginsObject(line) && fields.read(line)) {
            return ofFields(source);
        }
        return LogEvent.builder(Level.INFO, source, line).thread(THREAD).build();
    }

    private static boolean beginsObject(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != ' ' && c != '\t') {
                return c == '{';
            }
        }
        return false;
    }

    private LogEvent ofFields(String source) {
        assignRoles();
        Level level = EventLevel.of(take(Role.LEVEL));
        String logger = text(Role.LOGGER);
        if (logger == null && level != null) {
            logger = text(Role.NAME);
        } else {
            taken.remove(Role.NAME);
        }
        String message = text(Role.MESSAGE);
        String thread = text(Role.THREAD);
        LogEvent.Builder event = LogEvent.builder(
                        level == null ? Level.INFO : level,
                        logger == null ? source : logger,
                        message == null ? "" : withoutFeed(message))
                .thread(thread == null ? THREAD : thread);
        Long time = time();
        if (time != null) {
            event.timestamp(time);
        }
        addOthers(event);
        return event.build();
    }

    /** Finds for each role the field that stands for it: of those with a usable value, the one with the best name. */
    private void assignRoles() {
        taken.clear();
        ranks.clear();
        for (int i = 0; i < fields.size(); i++) {
            KnownField known = KnownField.of(fields.name(i));
            if (known != null
                    && isUsable(known.role(), fields.value(i))
                    && known.rank() < ranks.getOrDefault(known.role(), Integer.MAX_VALUE)) {
                ranks.put(known.role(), known.rank());
                taken.put(known.role(), i);
            }
        }
    }

    private boolean isUsable(Role role, @Nullable Object value) {
        return switch (role) {
            case TIME -> !now && EventTime.nanos(value) != null;
            case NANOS -> !now && value instanceof Long nanos && nanos >= 0 && nanos < 1_000_000_000;
            case LEVEL -> EventLevel.of(value) != null;
            case MESSAGE -> value instanceof String;
            case LOGGER, NAME, THREAD -> value instanceof String text && !text.isBlank();
        };
    }

    private @Nullable Object take(Role role) {
        Integer index = taken.get(role);
        return index == null ? null : fields.value(index);
    }

    private @Nullable String text(Role role) {
        return (String) take(role);
    }

    private @Nullable Long time() {
        Long time = EventTime.nanos(take(Role.TIME));
        if (time != null && time % 1_000_000_000 == 0 && take(Role.NANOS) instanceof Long nanos) {
            return time + nanos;
        }
        taken.remove(Role.NANOS);
        return time;
    }

    private void addOthers(LogEvent.Builder event) {
        for (int i = 0; i < fields.size(); i++) {
            if (!taken.containsValue(i)) {
                event.attribute(fields.name(i), fields.value(i));
            }
        }
        Object level = take(Role.LEVEL);
        if (EventLevel.isFiner(level)) {
            event.attribute("original_level", level);
        }
    }

    /** Docker keeps the line feed of the line that it wraps. */
    private static String withoutFeed(String message) {
        return message.endsWith("\n") ? message.substring(0, message.length() - 1) : message;
    }
}
