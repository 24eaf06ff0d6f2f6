package io.fapilog.cli.event;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What became of the lines of a source, or of all sources together. Thread-safe. */
public final class EventCounts {
    private static final int LONGEST_EXAMPLE = 200;
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f]");

    private final AtomicLong events = new AtomicLong();
    private final AtomicLong blank = new AtomicLong();
    private final AtomicLong joined = new AtomicLong();
    private final AtomicLong undated = new AtomicLong();
    private final AtomicLong unreadTimes = new AtomicLong();
    private final AtomicReference<@Nullable String> undatedExample = new AtomicReference<>();
    private final AtomicReference<@Nullable String> unreadExample = new AtomicReference<>();
    private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

    private final @Nullable EventCounts total;

    /** Counts of all sources. */
    public EventCounts() {
        this(null);
    }

    private EventCounts(@Nullable EventCounts total) {
        this.total = total;
    }

    /** Counts of one source, which are added to these too. */
    public EventCounts part() {
        return new EventCounts(this);
    }

    /** The number of events. */
    public long events() {
        return events.get();
    }

    /** The number of blank lines, which are skipped. */
    public long blank() {
        return blank.get();
    }

    /** The number of lines that were joined into the event of another line. */
    public long joined() {
        return joined.get();
    }

    /** The number of events without a readable time, which got that of a neighbour or the present one. */
    public long undated() {
        return undated.get();
    }

    /** The first line of the first of these events, shortened; null if there is none. */
    public @Nullable String undatedExample() {
        return undatedExample.get();
    }

    /** The number of events with a field that should be their time, but was not understood. */
    public long unreadTimes() {
        return unreadTimes.get();
    }

    /** The first of these fields as {@code name=value}, shortened; null if there is none. */
    public @Nullable String unreadTimeExample() {
        return unreadExample.get();
    }

    /** The earliest time of an event in nanoseconds since the epoch; {@link Long#MAX_VALUE} without events. */
    public long firstTime() {
        return first.get();
    }

    /** The latest time of an event in nanoseconds since the epoch; {@link Long#MIN_VALUE} without events. */
    public long lastTime() {
        return last.get();
    }

    void addEvent(long time) {
        if (total != null) {
            total.addEvent(time);
        }
        events.incrementAndGet();
        if (time < first.get()) {
            first.accumulateAndGet(time, Math::min);
        }
        if (time > last.get()) {
            last.accumulateAndGet(time, Math::max);
        }
    }

    void addBlank(int lines) {
        if (total != null) {
            total.addBlank(lines);
        }
        blank.addAndGet(lines);
    }

    void addJoined(int lines) {
        if (total != null) {
            total.addJoined(lines);
        }
        joined.addAndGet(lines);
    }

    /** Counts an event without a time. */
    void addUndated(EventDraft draft) {
        if (total != null) {
            total.addUndated(draft);
        }
        if (undated.getAndIncrement() == 0) {
            String message = draft.message();
            int end = message.indexOf('\n');
            undatedExample.set(shortened(end < 0 ? message : message.substring(0, end)));
        }
        String name = draft.unreadName();
        if (name != null && unreadTimes.getAndIncrement() == 0) {
            unreadExample.set(shortened(name + "=" + draft.unreadValue()));
        }
    }

    /** The text for a terminal: without control characters, and not too long. */
    private static String shortened(String text) {
        if (text.length() <= LONGEST_EXAMPLE) {
            return visible(text);
        }
        int end = LONGEST_EXAMPLE - 1;
        return visible(text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)) + "…";
    }

    private static String visible(String text) {
        return CONTROLS.matcher(text).replaceAll("\uFFFD");
    }
}
