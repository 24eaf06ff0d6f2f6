package io.fapilog.cli.event;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.cli.event.KnownField.Role;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses lines into events. The fields of a JSON object become attributes, except those that have a {@linkplain
 * KnownField common name} for time, level, message, logger or thread. Any other line becomes the message of an event of
 * level INFO. Not thread-safe; reused for many lines.
 */
public final class EventParser {
    private static final String THREAD = "ship";

    private final boolean now;
    private final JsonFields fields = new JsonFields();
    /** The index of the field that is used for a role. */
    private final Map<Role, Integer> taken = new EnumMap<>(Role.class);

    /** The rank of that field. */
    private final Map<Role, Integer> ranks = new EnumMap<>(Role.class);

    /** With {@code now}, every event gets the current time, and a time in the line becomes an attribute. */
    public EventParser(boolean now) {
        this.now = now;
    }

    /** The event of {@code line}; {@code source} is its logger if the line names none. */
    public LogEvent parse(String line, String source) {
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
        String logger = logger(level, source);
        LogEvent.Builder event = LogEvent.builder(
                        level == null ? Level.INFO : level, logger, withoutFeed(text(Role.MESSAGE, "")))
                .thread(text(Role.THREAD, THREAD));
        Long time = time();
        if (time != null) {
            event.timestamp(time);
        }
        addOthers(event);
        return event.build();
    }

    /** The logger. A field {@code name} counts only beside a level, since it may mean anything elsewhere. */
    private String logger(@Nullable Level level, String source) {
        if (level == null || taken.containsKey(Role.LOGGER)) {
            taken.remove(Role.NAME);
        }
        return text(Role.LOGGER, text(Role.NAME, source));
    }

    /** Finds the field for each role: of the fields with a usable value, the one whose name has the lowest rank. */
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

    private String text(Role role, String otherwise) {
        return take(role) instanceof String text ? text : otherwise;
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
        if (EventLevel.isInexact(level)) {
            event.attribute("original_level", level);
        }
    }

    /** Docker includes the line feed of the original line in the message. */
    private static String withoutFeed(String message) {
        return message.endsWith("\n") ? message.substring(0, message.length() - 1) : message;
    }
}
