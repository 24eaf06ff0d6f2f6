package io.fapilog.cli;

import io.fapilog.Fapilog;
import io.fapilog.LogEvent;
import io.fapilog.cli.event.EventAssembler;
import io.fapilog.cli.event.EventCounts;
import io.fapilog.cli.event.EventOptions;
import io.fapilog.cli.event.EventSource;
import io.fapilog.cli.input.LineSink;
import io.fapilog.cli.input.Origin;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes events of the lines of one file, and logs them; blocks while the buffers of the sinks are full. Thread-safe: one
 * thread reads the lines, and another ends the wait for further ones.
 */
final class FileEvents implements LineSink {
    private final Origin origin;
    private final Fapilog fapilog;
    private final AtomicInteger offering;
    private final EventAssembler assembler;
    /** Whether an event was refused, so that nothing behind it counts as handed on. */
    private boolean refused;

    /**
     * The events of {@code origin}.
     *
     * @param offering the number of events that are being logged at the moment
     */
    FileEvents(Origin origin, EventOptions options, Fapilog fapilog, EventCounts counts, AtomicInteger offering) {
        this.origin = origin;
        this.fapilog = fapilog;
        this.offering = offering;
        EventSource source = new EventSource(origin.logger(), origin.attributes());
        assembler = new EventAssembler(options, source, this::offer, counts);
        assembler.begin(origin.handed());
    }

    @Override
    public synchronized void line(String line, long end) {
        assembler.line(line, end);
        if (!refused && !assembler.isPending()) {
            origin.handed(end);
        }
    }

    @Override
    public synchronized void expire(long nanos) {
        assembler.expire(nanos);
    }

    @Override
    public synchronized void end() {
        assembler.end();
    }

    private void offer(LogEvent event, long end) {
        refused |= fapilog.isClosed();
        if (refused) {
            return;
        }
        offering.incrementAndGet();
        boolean accepted = fapilog.log(event);
        offering.decrementAndGet();
        refused = !accepted && fapilog.isClosed();
        if (!refused) {
            origin.handed(end);
        }
    }
}
