package io.fapilog.cli.event;

import io.fapilog.Level;
import io.fapilog.cli.event.EventDraft.Trail;
import io.fapilog.cli.event.EventOptions.Multiline;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Joins the lines of one stream to events: a file, or the standard or error output of a container. The last event waits
 * for further lines, up to the bounds of {@link EventOptions}. Lines beyond a bound become another event with the same
 * time, level and logger. Not thread-safe.
 */
final class EventJoiner {
    private static final String RECORD = "<record>";

    private final EventOptions options;
    private final EventParser parser;
    private final EventCounts counts;
    private final Drafts drafts;
    private final @Nullable Matcher begin;
    private @Nullable EventDraft pending;
    private long since;
    private @Nullable Level level;
    private @Nullable String logger;

    EventJoiner(EventOptions options, EventParser parser, EventCounts counts, Drafts drafts) {
        this.options = options;
        this.parser = parser;
        this.counts = counts;
        this.drafts = drafts;
        Pattern expression = options.begin();
        begin = expression == null ? null : expression.matcher("");
    }

    /** Takes a line, whose envelope may be {@code envelope}. */
    void line(String coloured, long start, long end, @Nullable Envelope envelope) {
        String line = Ansi.strip(coloured);
        EventDraft before = pending;
        if (line.isBlank() || Continuation.isMarkup(line)) {
            blank(before);
        } else if (before != null && continues(line, before)) {
            append(line, start, end, before);
        } else {
            begin(line, start, end, envelope, before);
        }
    }

    /** The position where the waiting event begins, or {@link Long#MAX_VALUE} if none waits. */
    long open() {
        return pending == null ? Long.MAX_VALUE : pending.start();
    }

    /** Hands over the waiting event if it has waited long enough. */
    void expire(long now) {
        if (pending != null && now - since >= EventOptions.LONGEST_WAIT) {
            end();
        }
    }

    /** Hands over the waiting event. */
    void end() {
        EventDraft done = pending;
        if (done == null) {
            return;
        }
        pending = null;
        counts.addBlank(done.blanks());
        if (done.lines() > 1) {
            readLines(done);
        }
        level = done.level();
        logger = done.logger();
        drafts.done(done);
    }

    private void blank(@Nullable EventDraft before) {
        if (before == null || before.blanks() + before.lines() >= EventOptions.MOST_LINES) {
            counts.addBlank(1);
        } else {
            before.blank();
        }
    }

    /** Whether the line belongs to the event before it, as far as its layout need not be known. */
    private boolean continues(String line, EventDraft before) {
        if (begin != null) {
            return !BoundedText.find(begin, line);
        }
        if (before.trail() == Trail.RECORD) {
            before.trail(line.contains("</record>") ? Trail.NONE : Trail.RECORD);
            return true;
        }
        if (before.trail() == Trail.LEVEL_LINE) {
            before.trail(Trail.NONE);
            return isLevelLine(line, before);
        }
        return isCertain(line, before);
    }

    private static boolean isCertain(String line, EventDraft before) {
        boolean certain = Continuation.isCertain(line);
        if (certain && Continuation.isBetweenTracebacks(line)) {
            before.trail(Trail.TRACEBACK);
        }
        return certain;
    }

    private static boolean isLevelLine(String line, EventDraft before) {
        int colon = line.indexOf(": ");
        Level found = colon < 2 ? null : EventLevel.named(line, 0, colon);
        if (found != null) {
            before.level(found);
        }
        return found != null;
    }

    private void begin(String line, long start, long end, @Nullable Envelope envelope, @Nullable EventDraft before) {
        EventDraft next = drafts.next();
        next.position(start, end);
        if (options.multiline() != Multiline.AUTO) {
            parser.read(line, written(envelope), next);
        } else if (read(line, envelope, before, next)) {
            append(line, start, end, before);
            drafts.unused(next);
            return;
        }
        if (envelope != null) {
            envelope.fill(next);
        }
        replace(next);
        if (options.multiline() == Multiline.NONE) {
            end();
        }
    }

    private void replace(EventDraft next) {
        end();
        pending = next;
        since = options.clock().ticks();
    }

    private static long written(@Nullable Envelope envelope) {
        return envelope == null ? EventTime.NONE : envelope.time();
    }

    /** Reads a line into {@code next}, and returns whether it belongs to the event before it nevertheless. */
    private boolean read(String line, @Nullable Envelope envelope, @Nullable EventDraft before, EventDraft next) {
        boolean joins = before != null && joinsTraceback(line, before);
        if (joins) {
            return true;
        }
        next.begin(line);
        if (Continuation.readHead(line, next)) {
            return before != null && before.trail() == Trail.DUMP && Continuation.isOfDump(line, before.lines());
        }
        parser.read(line, written(envelope), next);
        if (next.isRecognised()) {
            return before != null && next.continues();
        }
        return before == null ? orphan(line, next) : follows(line, before, next);
    }

    /** Python's loggers write the traceback of an error below its message; any other is that of an uncaught exception. */
    private static boolean joinsTraceback(String line, EventDraft before) {
        if (!Continuation.isTraceback(line)) {
            return false;
        }
        Level of = before.level();
        boolean joins = before.trail() == Trail.TRACEBACK
                || (before.isRecognised()
                        && !before.isStructured()
                        && (of == null || of == Level.WARN || of == Level.ERROR));
        if (joins) {
            before.trail(Trail.TRACEBACK);
            before.level(of == null ? Level.ERROR : of);
        }
        return joins;
    }

    /** A continuation without the event that it continues is like the event before it. */
    private boolean orphan(String line, EventDraft next) {
        if (Continuation.isCertain(line) || Continuation.isIndented(line)) {
            next.level(level);
            next.logger(logger);
        } else {
            first(line, next);
        }
        return false;
    }

    private static void first(String line, EventDraft next) {
        if (line.strip().equals(RECORD)) {
            next.trail(Trail.RECORD);
        } else if (ExceptionText.isTitle(line, 0)) {
            next.level(Level.ERROR);
        }
    }

    /** Whether a line without a known layout belongs to the event before it. */
    private static boolean follows(String line, EventDraft before, EventDraft next) {
        if (Continuation.isIndented(line) || followsTrail(line, before)) {
            return true;
        }
        first(line, next);
        if (!before.isRecognised() || before.isStructured()) {
            return false;
        }
        if (next.level() != Level.ERROR) {
            return before.level() != Level.INFO && Continuation.isGoFunction(line);
        }
        boolean joins = !before.endsWithFrame();
        if (joins && before.level() == null) {
            before.level(Level.ERROR);
        }
        return joins;
    }

    private static boolean followsTrail(String line, EventDraft before) {
        if (before.trail() == Trail.DUMP) {
            return Continuation.isOfDump(line, before.lines());
        }
        if (before.trail() != Trail.TRACEBACK || Continuation.isMarkedFrame(line)) {
            return before.trail() == Trail.TRACEBACK;
        }
        boolean ends = Continuation.endsTraceback(line);
        before.trail(ends ? Trail.NONE : Trail.TRACEBACK);
        return ends;
    }

    private void append(String line, long start, long end, @Nullable EventDraft before) {
        if (before == null) {
            return;
        }
        since = options.clock().ticks();
        if (before.lines() + before.blanks() < EventOptions.MOST_LINES
                && before.length() + line.length() <= EventOptions.MOST_CHARACTERS) {
            counts.addJoined(1 + before.blanks());
            before.append(line, end);
            return;
        }
        EventDraft next = drafts.next();
        next.begin(line);
        next.position(start, end);
        next.carryOn(before);
        replace(next);
    }

    /** Reads what is known only when all lines are there. */
    private void readLines(EventDraft done) {
        if (done.startsWith(RECORD)) {
            JulRecord.read(done, parser.times());
        } else if (done.startsWith("{") && !done.isStructured()) {
            parser.readLines(done);
        }
    }

    /** Keeps the drafts that are in use, and those that may be reused. */
    interface Drafts {
        /** A draft for a new event. */
        EventDraft next();

        /** Takes back a draft that no event came of. */
        void unused(EventDraft draft);

        /** Takes a finished event. */
        void done(EventDraft draft);
    }
}
