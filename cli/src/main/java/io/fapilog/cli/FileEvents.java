package io.fapilog.cli;

import io.fapilog.Fapilog;
import io.fapilog.LogEvent;
import io.fapilog.cli.event.EventParser;
import io.fapilog.cli.input.LineSink;
import io.fapilog.cli.input.Origin;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Makes an event of each line of one file, and hands it to fapilog; blocks while the buffers of the sinks are full. */
final class FileEvents implements LineSink {
    private final Origin origin;
    private final EventParser parser;
    private final Fapilog fapilog;
    private final Counts counts;
    /** Whether an event was refused, so that nothing behind it counts as handed on. */
    private boolean refused;

    FileEvents(Origin origin, EventParser parser, Fapilog fapilog, Counts counts) {
        this.origin = origin;
        this.parser = parser;
        this.fapilog = fapilog;
        this.counts = counts;
    }

    /** The events of all files together. */
    static final class Counts {
        final LongAdder events = new LongAdder();
        final LongAdder blank = new LongAdder();
        final AtomicInteger offering = new AtomicInteger();
    }

    @Override
    public void line(String line, long end) {
        if (line.isBlank()) {
            counts.blank.increment();
        } else {
            offer(line);
        }
        if (!refused) {
            origin.handed(end);
        }
    }

    @Override
    public void expire(long nanos) {
        // Each line is an event; nothing waits.
    }

    @Override
    public void end() {
        // Each line is an event; nothing waits.
    }

    private void offer(String line) {
        refused |= fapilog.isClosed();
        if (refused) {
            return;
        }
        counts.offering.incrementAndGet();
        counts.events.increment();
        boolean accepted = fapilog.log(named(parser.parse(line, origin.logger())));
        refused = !accepted && fapilog.isClosed();
        counts.offering.decrementAndGet();
    }

    /** The event with the attributes of its file. */
    private LogEvent named(LogEvent event) {
        if (origin.attributes().isEmpty()) {
            return event;
        }
        LogEvent.Builder named = LogEvent.builder(event.level(), event.logger(), event.message())
                .thread(event.thread())
                .timestamp(event.timestamp());
        event.forEachAttribute(named::attribute);
        origin.attributes().forEach(named::attribute);
        return named.build();
    }
}
