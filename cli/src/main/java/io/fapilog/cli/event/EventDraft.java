package io.fapilog.cli.event;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event in the making: what its lines say of it. Not thread-safe; reused for many events. */
final class EventDraft {
    /** What further lines belong to the event besides those that are {@linkplain Continuation certain}. */
    enum Trail {
        /** No others. */
        NONE,
        /** The last line of a Python traceback, or a further traceback. */
        TRACEBACK,
        /** Everything that has no recognised layout: the dump of a program that ends. */
        DUMP,
        /** The second line of java.util.logging, with level and message. */
        LEVEL_LINE,
        /** Everything up to the end of an XML element. */
        RECORD
    }

    private static final String THREAD = "ship";
    /** The most characters for which memory is kept. */
    private static final int LONGEST_KEPT = 1 << 14;

    private final List<String> names = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    private StringBuilder more = new StringBuilder();
    private @Nullable Level level;
    private long time;
    private @Nullable String logger;
    private @Nullable String thread;
    private String message = "";
    private LogEvent.@Nullable Rendered exception;
    private @Nullable String unreadName;
    private @Nullable Object unreadValue;
    private Trail trail = Trail.NONE;
    private boolean recognised;
    private boolean structured;
    private boolean continues;
    private int lines;
    private int blanks;
    private long start;
    private long end;

    /** Begins an event of one line. */
    void begin(String line) {
        names.clear();
        values.clear();
        more.setLength(0);
        if (more.capacity() > LONGEST_KEPT) {
            more = new StringBuilder();
        }
        level = null;
        time = EventTime.NONE;
        logger = null;
        thread = null;
        message = line;
        exception = null;
        unreadName = null;
        unreadValue = null;
        trail = Trail.NONE;
        recognised = false;
        structured = false;
        continues = false;
        lines = 1;
        blanks = 0;
    }

    /** Sets where the event begins in its file, and where its last line ends. */
    void position(long from, long to) {
        start = from;
        end = to;
    }

    /** Adds a line to the message, and the blank lines before it. */
    void append(String line, long to) {
        if (more.length() == 0) {
            more.append(message);
        }
        more.append("\n".repeat(blanks + 1)).append(line);
        lines += blanks + 1;
        blanks = 0;
        end = to;
    }

    /** Whether the last line is a frame of a stack trace, so that a further exception is another event. */
    boolean endsWithFrame() {
        int last = more.lastIndexOf("\n");
        return last >= 0 && (more.indexOf("at ", last) == last + 2 || more.indexOf("    at ", last) == last + 1);
    }

    /** Counts a blank line that belongs to the event if a further line does. */
    void blank() {
        blanks++;
    }

    /** The blank lines behind the last line. */
    int blanks() {
        return blanks;
    }

    /** The lines of the event so far, without blank ones at the end. */
    int lines() {
        return lines;
    }

    /** The length of the message so far. */
    int length() {
        return more.length() == 0 ? message.length() : more.length();
    }

    /** Whether the first line begins with {@code text}, apart from spaces. */
    boolean startsWith(String text) {
        int at = 0;
        while (at < message.length() && message.charAt(at) == ' ') {
            at++;
        }
        return message.startsWith(text, at);
    }

    String message() {
        return more.length() == 0 ? message : more.toString();
    }

    void message(String text) {
        message = text;
        more.setLength(0);
    }

    @Nullable
    Level level() {
        return level;
    }

    void level(@Nullable Level of) {
        level = of;
    }

    /** The time in nanoseconds since the epoch, or {@link EventTime#NONE}. */
    long time() {
        return time;
    }

    void time(long nanos) {
        time = nanos;
    }

    @Nullable
    String logger() {
        return logger;
    }

    void logger(@Nullable String name) {
        logger = name;
    }

    @Nullable
    String thread() {
        return thread;
    }

    void thread(@Nullable String name) {
        thread = name;
    }

    void exception(LogEvent.Rendered rendered) {
        exception = rendered;
    }

    void attribute(String name, @Nullable Object value) {
        names.add(name);
        values.add(value);
    }

    /** Notes a field that should have the time of the event, but whose value was not understood. */
    void unreadTime(String name, @Nullable Object value) {
        unreadName = name;
        unreadValue = value;
    }

    /** The name of that field, or null if there is none. */
    @Nullable
    String unreadName() {
        return unreadName;
    }

    @Nullable
    Object unreadValue() {
        return unreadValue;
    }

    Trail trail() {
        return trail;
    }

    void trail(Trail of) {
        trail = of;
    }

    /** Whether the first line has a known layout, with a time or a level of its own. */
    boolean isRecognised() {
        return recognised;
    }

    void recognise() {
        recognised = true;
    }

    /** Whether the first line consists of fields. */
    boolean isStructured() {
        return structured;
    }

    void structure() {
        structured = true;
        recognised = true;
    }

    /** Whether the line says by itself that it belongs to the event before it. */
    boolean continues() {
        return continues;
    }

    void setContinues() {
        continues = true;
    }

    /** The position behind the line before the first one. */
    long start() {
        return start;
    }

    long end() {
        return end;
    }

    /** Takes over what the first lines of an event said, for lines that were split off. */
    void carryOn(EventDraft first) {
        level = first.level;
        time = first.time;
        logger = first.logger;
        thread = first.thread;
        trail = first.trail;
        recognised = first.recognised;
        structured = first.structured;
    }

    /** The event; {@code source} names its logger if the lines name none. */
    LogEvent build(LogEvent.Builder builder, EventSource source, long timestamp) {
        builder.begin(level == null ? Level.INFO : level, logger == null ? source.logger() : logger)
                .message(message())
                .thread(thread == null ? THREAD : thread)
                .timestamp(timestamp);
        for (int i = 0; i < names.size(); i++) {
            builder.attribute(names.get(i), values.get(i));
        }
        source.attributes().forEach(builder::attribute);
        if (exception != null) {
            builder.rendered(exception);
        }
        return builder.build();
    }
}
