package io.fapilog.cli.event;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.cli.event.KnownField.Role;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which fields of a line are the time, level, message, logger, thread and exception of an event; the others
 * become its attributes. For each role, that is the field of the lowest rank among those whose value fits. Not
 * thread-safe; reused for many lines.
 */
final class FieldRoles {
    /** What a file of refused events says about the refusal, which is not of the event. */
    private static final Set<String> REJECTION = Set.of("rejected_reason", "rejected_at");

    private static final long NANOS = 1_000_000_000L;

    private final boolean now;
    private final TimeScanner times;
    private final Map<Role, Candidate> candidates = new EnumMap<>(Role.class);
    private boolean[] used = new boolean[64];
    private long time;
    private @Nullable Level level;
    private int unread;

    /** With {@code now}, a time in the line is an attribute. */
    FieldRoles(boolean now, TimeScanner times) {
        this.now = now;
        this.times = times;
        for (Role role : Role.values()) {
            candidates.put(role, new Candidate());
        }
    }

    /** Fills {@code draft} with all {@code fields}; without a message, the one that it has remains. */
    void fill(LineFields fields, EventDraft draft) {
        assign(fields);
        head(fields, draft);
        message(fields, draft);
        exception(fields, draft);
        draft.structure();
        addOthers(fields, draft);
    }

    /** Takes time, level, logger and thread from the {@code fields} that could be read of a broken line. */
    void fillHead(LineFields fields, EventDraft draft) {
        assign(fields);
        head(fields, draft);
        if (level != null || time != EventTime.NONE) {
            draft.recognise();
        }
    }

    /** Whether one of the {@code fields} has a time, level or message. */
    boolean areLog(LineFields fields) {
        assign(fields);
        return has(Role.TIME) || has(Role.LEVEL) || has(Role.MESSAGE);
    }

    private void assign(LineFields fields) {
        candidates.values().forEach(Candidate::clear);
        if (used.length < fields.size()) {
            used = new boolean[2 * fields.size()];
        }
        Arrays.fill(used, 0, fields.size(), false);
        time = EventTime.NONE;
        level = null;
        unread = -1;
        for (int i = 0; i < fields.size(); i++) {
            FieldName name = fields.name(i);
            for (int k = 0; k < name.roles(); k++) {
                consider(name.role(k), name.rank(k), i, fields);
            }
        }
    }

    private void consider(Role role, int rank, int index, LineFields fields) {
        Candidate candidate = candidate(role);
        if (rank < candidate.rank && fits(role, fields.value(index), fields.isArray(index))) {
            candidate.rank = rank;
            candidate.index = index;
        } else if (role == Role.TIME && !now && unread < 0 && fields.value(index) != null) {
            unread = index;
        }
    }

    private Candidate candidate(Role role) {
        return Objects.requireNonNull(candidates.get(role));
    }

    private boolean fits(Role role, @Nullable Object value, boolean isArray) {
        return switch (role) {
            case TIME -> isTime(value);
            case NANOS -> !now && value instanceof Long nanos && nanos >= 0 && nanos < NANOS;
            case LEVEL -> isLevel(value);
            case MESSAGE, TEMPLATE -> value instanceof String;
            case STACK -> !isArray && value instanceof String text && !text.isBlank();
            case FRAMES -> isArray;
            case LOGGER, NAME, THREAD, TYPE, REASON -> !isArray && value instanceof String text && !text.isBlank();
        };
    }

    private boolean isTime(@Nullable Object value) {
        long nanos = now ? EventTime.NONE : EventTime.nanos(value, times);
        time = nanos == EventTime.NONE ? time : nanos;
        return nanos != EventTime.NONE;
    }

    private boolean isLevel(@Nullable Object value) {
        Level found = EventLevel.of(value);
        level = found == null ? level : found;
        return found != null;
    }

    private boolean has(Role role) {
        return candidate(role).index >= 0;
    }

    private @Nullable String text(Role role, LineFields fields) {
        return has(role) ? (String) fields.value(candidate(role).index) : null;
    }

    private void use(Role role) {
        if (has(role)) {
            used[candidate(role).index] = true;
        }
    }

    private void head(LineFields fields, EventDraft draft) {
        time(fields, draft);
        draft.level(level == null && isErrorOfKlog(fields) ? Level.ERROR : level);
        use(Role.LEVEL);
        Role logger = has(Role.LOGGER) || level == null ? Role.LOGGER : Role.NAME;
        draft.logger(text(logger, fields));
        use(logger);
        draft.thread(text(Role.THREAD, fields));
        use(Role.THREAD);
    }

    private void time(LineFields fields, EventDraft draft) {
        if (time == EventTime.NONE) {
            if (unread >= 0) {
                draft.unreadTime(fields.name(unread).text(), fields.value(unread));
            }
            return;
        }
        use(Role.TIME);
        draft.time(time);
        if (has(Role.NANOS) && fields.value(candidate(Role.NANOS).index) instanceof Long nanos && refines(nanos)) {
            use(Role.NANOS);
            draft.time(time - time % NANOS + nanos);
        }
    }

    /** Whether {@code nanos} of a second are more exact than the time, which is in seconds or milliseconds. */
    private boolean refines(long nanos) {
        long fraction = time % NANOS;
        return fraction == 0 || fraction / 1_000_000 == nanos / 1_000_000;
    }

    /** klog's JSON has no level; errors have the field err, and other lines the verbosity v. */
    private static boolean isErrorOfKlog(LineFields fields) {
        boolean caller = false;
        boolean error = false;
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i).text();
            caller |= name.equals("caller");
            error |= name.equals("err");
            if (name.equals("v")) {
                return false;
            }
        }
        return caller && error;
    }

    private void message(LineFields fields, EventDraft draft) {
        String text = text(Role.MESSAGE, fields);
        if (text != null) {
            use(Role.MESSAGE);
            boolean isArray = fields.isArray(candidate(Role.MESSAGE).index);
            draft.message(withoutEnd(Ansi.strip(isArray ? JournalBytes.text(text) : text)));
            arguments(fields, draft);
            return;
        }
        String template = text(Role.TEMPLATE, fields);
        if (template != null) {
            draft.message(MessageTemplate.render(template, fields));
        }
    }

    /** Logback's JsonEncoder may write only the pattern of the message, and its arguments. */
    private static void arguments(LineFields fields, EventDraft draft) {
        String pattern = draft.message();
        if (!pattern.contains("{}")) {
            return;
        }
        for (int i = 0; i < fields.size(); i++) {
            if (fields.isArray(i) && fields.name(i).text().equals("arguments")) {
                draft.message(MessageTemplate.fill(pattern, String.valueOf(fields.value(i))));
                draft.attribute("message", pattern);
            }
        }
    }

    /** Docker and journald include the end of the original line in the message. */
    private static String withoutEnd(String message) {
        int end = message.length();
        end -= end > 0 && message.charAt(end - 1) == '\n' ? 1 : 0;
        end -= end > 0 && message.charAt(end - 1) == '\r' ? 1 : 0;
        return message.substring(0, end);
    }

    private void exception(LineFields fields, EventDraft draft) {
        LogEvent.Rendered rendered = exceptionAsText(fields, draft);
        if (rendered == null && has(Role.FRAMES)) {
            rendered = FrameFields.render(fields, candidate(Role.FRAMES).index, used);
        }
        if (rendered != null) {
            draft.exception(rendered);
            draft.level(draft.level() == null ? Level.ERROR : draft.level());
            dropFullMessage(rendered, fields, draft);
            dropHash(fields);
        }
    }

    private LogEvent.@Nullable Rendered exceptionAsText(LineFields fields, EventDraft draft) {
        String stack = text(Role.STACK, fields);
        LogEvent.Rendered rendered = stack == null
                ? null
                : ExceptionText.of(withoutMessage(stack, draft), text(Role.TYPE, fields), text(Role.REASON, fields));
        if (rendered != null) {
            use(Role.STACK);
            use(Role.TYPE);
            use(Role.REASON);
        }
        return rendered;
    }

    /** GELF's {@code full_message} repeats the message and the exception. */
    private void dropFullMessage(LogEvent.Rendered exception, LineFields fields, EventDraft draft) {
        int full = fields.find("full_message");
        if (full >= 0
                && fields.value(full) instanceof String text
                && text.startsWith(draft.message())
                && text.substring(draft.message().length())
                        .strip()
                        .equals(exception.stackTrace().strip())) {
            used[full] = true;
        }
    }

    /** The line of the event has the hash of its exception anyway. */
    private void dropHash(LineFields fields) {
        int hash = fields.find("exception_hash");
        if (hash >= 0) {
            used[hash] = true;
        }
    }

    /** The stack trace in GELF's {@code full_message}, which begins with the message. */
    private static String withoutMessage(String stack, EventDraft draft) {
        String message = draft.message();
        boolean begins = !message.isEmpty() && stack.startsWith(message + "\n");
        return begins ? stack.substring(message.length()).strip() : stack;
    }

    private void addOthers(LineFields fields, EventDraft draft) {
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i).text();
            boolean repeats = name.equals("message") && draft.message().equals(fields.value(i));
            if (!used[i] && !repeats && !REJECTION.contains(name)) {
                draft.attribute(name, fields.value(i));
            }
        }
        if (has(Role.LEVEL) && EventLevel.isInexact(fields.value(candidate(Role.LEVEL).index))) {
            draft.attribute("original_level", fields.value(candidate(Role.LEVEL).index));
        }
    }

    /** The field for a role. */
    private static final class Candidate {
        private int index;
        private int rank;

        void clear() {
            index = -1;
            rank = Integer.MAX_VALUE;
        }
    }
}
