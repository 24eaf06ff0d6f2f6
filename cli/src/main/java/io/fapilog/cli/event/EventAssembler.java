package io.fapilog.cli.event;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.spi.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the lines of one file, or of standard input, into events: takes lines out of the envelopes of containers, joins
 * lines that belong together, and gives an event without a time that of the event before it. Events before the first one
 * with a time wait for it, and get the same. Not thread-safe.
 */
public final class EventAssembler {
    private static final int MOST_SPARE = 16;

    private final EventOptions options;
    private final EventSource source;
    private final EventConsumer consumer;
    private final EventCounts counts;
    private final EventParser parser;
    private final EnvelopeReader envelopes;
    private final StreamLines plain;
    private final List<StreamLines> streams = new ArrayList<>();
    private final Deque<EventDraft> spare = new ArrayDeque<>();
    private final HeldEvents held = new HeldEvents();
    private final LogEvent.Builder builder = LogEvent.builder(Level.INFO, "", "");
    private final EventJoiner.Drafts drafts = new OwnDrafts();
    private long lastTime = EventTime.NONE;
    private boolean undated;
    private long position;
    private long settled;

    /**
     * An assembler.
     *
     * @param source where the lines come from
     */
    public EventAssembler(EventOptions options, EventSource source, EventConsumer consumer, EventCounts counts) {
        this.options = options;
        this.source = source;
        this.consumer = consumer;
        this.counts = counts;
        parser = new EventParser(options);
        envelopes = new EnvelopeReader(parser.times());
        plain = stream("");
    }

    /** Sets the position of the first line in its file. Default: 0. */
    public void begin(long start) {
        position = start;
        settled = start;
    }

    /**
     * Takes a line.
     *
     * @param end the position behind the line in its file, which no later line is before
     */
    public void line(String line, long end) {
        Envelope envelope = line.isEmpty() ? null : envelopes.read(line);
        if (envelope == null) {
            plain.line(line, position, end);
        } else {
            long ticks = envelope.isPartial() ? options.clock().ticks() : 0;
            of(envelope.stream()).envelope(envelope, position, end, ticks);
        }
        position = end;
    }

    /** Whether an event waits for further lines, or for a time. */
    public boolean isPending() {
        return open() != Long.MAX_VALUE || !held.isEmpty();
    }

    /** Hands over the events that have waited for at least a second at {@code nanoTime}. */
    public void expire(long nanoTime) {
        for (int i = 0; i < streams.size(); i++) {
            streams.get(i).expire(nanoTime);
        }
        if (!held.isEmpty() && nanoTime - held.since() >= EventOptions.LONGEST_WAIT) {
            releaseNow();
        }
    }

    /** Hands over all events: the file is at its end or rotated, or the program stops. */
    public void end() {
        for (int i = 0; i < streams.size(); i++) {
            streams.get(i).end();
        }
        releaseNow();
    }

    private StreamLines stream(String name) {
        StreamLines stream = new StreamLines(name, new EventJoiner(options, parser, counts, drafts), counts);
        streams.add(stream);
        return stream;
    }

    /** The stream called {@code name}; names without end share one. */
    private StreamLines of(String name) {
        for (int i = 1; i < streams.size(); i++) {
            if (streams.get(i).name().equals(name)) {
                return streams.get(i);
            }
        }
        return streams.size() < 4 ? stream(name) : streams.get(3);
    }

    private long open() {
        long open = Long.MAX_VALUE;
        for (int i = 0; i < streams.size(); i++) {
            open = Math.min(open, streams.get(i).open());
        }
        return open;
    }

    private void done(EventDraft draft) {
        if (options.now()) {
            hand(draft, options.clock().epochNanos());
        } else if (draft.time() == EventTime.NONE) {
            counts.addUndated(draft);
            undated(draft);
        } else {
            lastTime = draft.time();
            undated = false;
            release(lastTime);
            hand(draft, lastTime);
        }
    }

    private void undated(EventDraft draft) {
        if (lastTime != EventTime.NONE) {
            hand(draft, lastTime);
        } else if (undated) {
            hand(draft, options.clock().epochNanos());
        } else {
            hold(draft);
        }
    }

    private void hold(EventDraft draft) {
        if (!held.add(draft, options.clock())) {
            releaseNow();
        }
    }

    /** Gives up waiting for a time. */
    private void releaseNow() {
        if (!held.isEmpty()) {
            undated = true;
            release(options.clock().epochNanos());
        }
    }

    private void release(long time) {
        for (EventDraft draft = held.poll(); draft != null; draft = held.poll()) {
            hand(draft, time);
        }
    }

    private void hand(EventDraft draft, long time) {
        counts.addEvent(time);
        settled = Math.max(settled, draft.end());
        LogEvent event = draft.build(builder, source, time);
        draft.begin("");
        drafts.unused(draft);
        consumer.event(event, Math.min(settled, Math.min(open(), held.start())));
    }

    /** The drafts of this assembler. */
    private final class OwnDrafts implements EventJoiner.Drafts {
        @Override
        public EventDraft next() {
            EventDraft draft = spare.poll();
            return draft == null ? new EventDraft() : draft;
        }

        @Override
        public void unused(EventDraft draft) {
            if (spare.size() < MOST_SPARE) {
                spare.push(draft);
            }
        }

        @Override
        public void done(EventDraft draft) {
            EventAssembler.this.done(draft);
        }
    }

    /** The events that wait for the first one with a time. */
    private static final class HeldEvents {
        private final Deque<EventDraft> drafts = new ArrayDeque<>();
        private long characters;
        private long since;

        boolean isEmpty() {
            return drafts.isEmpty();
        }

        /** When the first one began to wait. */
        long since() {
            return since;
        }

        /** Where the first one begins, or {@link Long#MAX_VALUE}. */
        long start() {
            EventDraft first = drafts.peek();
            return first == null ? Long.MAX_VALUE : first.start();
        }

        /** Adds an event, and returns whether more may wait. */
        boolean add(EventDraft draft, TimeSource clock) {
            since = drafts.isEmpty() ? clock.ticks() : since;
            drafts.add(draft);
            characters += draft.length();
            return drafts.size() < EventOptions.MOST_LINES && characters < EventOptions.MOST_CHARACTERS;
        }

        @Nullable
        EventDraft poll() {
            EventDraft first = drafts.poll();
            characters -= first == null ? 0 : first.length();
            return first;
        }
    }
}
