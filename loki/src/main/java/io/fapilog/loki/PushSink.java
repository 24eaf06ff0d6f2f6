package io.fapilog.loki;

import io.fapilog.DropReason;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.spi.Sink;
import io.fapilog.spi.Spool;
import io.fapilog.spi.SpoolProvider;
import io.fapilog.spi.TimeSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sink that batches events and pushes them to Loki. The worker of the sink calls all methods; none blocks. */
final class PushSink implements Sink {
    /*
     * States
     *
     * An event that is appended is encoded at once and passes through these states:
     *
     *   open ──seal──▶ queued ──send──▶ in flight ──answer──▶ settled: delivered, rejected, dropped
     *                    ▲                  │
     *                    └──── retry ───────┘        (the identical bytes, after the backoff)
     *
     * OpenBatch holds open events, encoded per stream in StreamBatch. A batch is sealed when it is due, which Gathering
     * decides; and not before a push could be sent, so that under load everything that has gathered leaves in one push.
     * Sealer makes it SealedBatches: immutable bytes, because Loki recognises a retry as a duplicate only if labels,
     * time stamps and lines are identical. SendQueue holds sealed batches, InFlight the exchanges of those that are
     * being sent.
     *
     * Loss
     *
     * Settlement is the only class that settles events in the ledger. A SealedBatch ends exactly once: by one of its
     * methods delivered, rejected, uncertain, drop and release, or by being replaced by batches that share its Group.
     * Answers turns an answer into a Verdict, the Verdict states the Outcome, and Pushes.finish applies it: apart from
     * a cancellation, it is the only place where an exchange leaves flight. An OutOfMemoryError may come from anywhere;
     * so each step either completes a change or leaves the batch where it was, and counting allocates nothing.
     *
     * The spool
     *
     * With a spool, every event is written to it before it is added to the open batch, and deleted from it when it is
     * settled. So batches on disk can be released from memory: when fresh events need room, when the buffer is full,
     * and when a close meets a server that is failing. Released events are spooled. SpoolSide reads them back, one push
     * at a time, whenever no replayed batch is queued. Without a spool, Spool.none() stores nothing and everything else
     * is the same.
     *
     * Order
     *
     * Fresh batches are sent in the order of their events, and so are replayed ones; SendQueue alternates between the
     * two. Loki refuses an entry that is an hour older than the newest entry of its stream. A batch is therefore not
     * sent while an event that is more than 50 minutes older than its newest event is still to be sent: a backlog of
     * that age goes first, and the remaining ten minutes are left for retries. A batch that the server refuses again and
     * again goes to the Quarantine, and the others pass it.
     *
     * Memory
     *
     * pendingBytes counts what is open, queued and in flight: the arrays as they are, with the part that is not used
     * yet. The QueueWorker keeps it below seven eighths of the buffer by leaving events in its queue, or by calling
     * releaseStored or dropOldest. With a spool, more than half of the buffer is released early, so that an outage does
     * not fill the memory with events that are on disk anyway; and pushes in flight, which cannot be released, hold an
     * eighth of the buffer beside the last one, so that an overflow means that the disk is full or fails.
     *
     * Ownership
     *
     * All state belongs to the worker. Only HttpTransport has other threads, which hand over an ended exchange through
     * a concurrent queue and wake the worker.
     */

    /** While nothing can be sent, the worker sleeps until this many events are queued, or the queue is half full. */
    private static final int MANY = 4_096;

    private final BatchSettings settings;
    private final long maxAgeNanos;
    private final long memoryLimit;
    private final Sink.Context context;
    private final Reporter reporter;
    private final Settlement settlement;
    private final SpoolSide spool;
    private final EncodedEvent encoded;
    private final SpareBuffers spares;
    private final OpenBatch open;
    private final Gathering gathering;
    private final SendQueue queue;
    private final Backoff backoff;
    private final Pushes pushes;
    private long oldestAllowed;
    private long flushThrough;
    private boolean draining;

    /**
     * A sink on the given ports.
     *
     * @param spools creates its spool; null for none
     */
    PushSink(
            LokiSettings settings,
            Sink.Context context,
            Wire wire,
            Transport transport,
            @Nullable SpoolProvider spools) {
        this.settings = settings.batches();
        this.maxAgeNanos = settings.retries().maxAge().toNanos();
        this.memoryLimit = settings.queue().buffer() / 2;
        this.context = context;
        this.reporter = new Reporter(
                context, new Redaction(settings::hidden), settings.endpoint().name());
        MetadataSupport metadata = new MetadataSupport();
        BatchLimits limits = new BatchLimits(this.settings.bytes());
        Sealer sealer = new Sealer(wire, limits);
        this.spares = new SpareBuffers(settings.queue().buffer() / 8);
        Streams streams = new Streams(settings.streams(), wire, metadata, spares, context.diagnostics());
        this.settlement = new Settlement(context.ledger(), listener -> spool(settings, context, spools, listener));
        this.spool = new SpoolSide(settings, settlement, new Replay(wire, limits, sealer), context, reporter);
        this.encoded = new EncodedEvent(settings, streams);
        this.open = new OpenBatch(streams, limits, sealer);
        this.gathering = new Gathering(this.settings, open, context.time().ticks());
        this.queue = new SendQueue(spool);
        this.backoff = new Backoff(settings.retries(), context::random);
        this.pushes = new Pushes(settings, context, queue, transport, backoff, metadata, reporter);
    }

    /** A sink that pushes over HTTP, with a spool if {@code settings} ask for one and its module is present. */
    static PushSink create(LokiSettings settings, Sink.Context context) {
        Wire wire = settings.batches().wire();
        Transport transport = new HttpTransport(settings, wire, context);
        SpoolProvider spools = settings.spool() == null
                ? null
                : SpoolProvider.find(context.diagnostics()).orElse(null);
        return new PushSink(settings, context, wire, transport, spools);
    }

    @Override
    public void append(LogEvent event) {
        if (open.isEmpty()) {
            startBatch();
        }
        if (event.timestamp() < oldestAllowed) {
            // Reported first: if that throws, the worker settles the event.
            reporter.warn(DropReason.TOO_OLD.label(), "an event is older than max_age and is dropped", "");
            settlement.dropAtOnce(DropReason.TOO_OLD);
            return;
        }
        encoded.encode(event);
        if (!open.hasRoom(encoded)) {
            seal();
            releaseForRoom();
            startBatch();
        }
        add();
        settlement.appended();
        if (encoded.isTruncated()) {
            context.ledger().truncated();
        }
    }

    @Override
    public int doWork(long ticks) {
        int done = pushes.receive(ticks);
        done += spool.doWork(ticks, untilRead(ticks) == 0);
        boolean sealed = true;
        while (sealed) {
            // Sealed first, since otherwise the replayed batches would take every free slot.
            sealed = sealIfDue(ticks);
            done += pushes.send(ticks);
        }
        return done + releaseWhenHopeless(ticks);
    }

    @Override
    public long untilWork(long ticks) {
        long until = Math.min(pushes.untilWork(ticks), spool.untilWork(ticks, untilRead(ticks)));
        if (drainsWithSpool() && backoff.untilHopeless(ticks) > 0) {
            until = Math.min(until, backoff.untilHopeless(ticks));
        }
        if (open.isEmpty()) {
            return until;
        }
        return Math.min(until, Math.max(gathering.untilWork(ticks, isFlushed()), pushes.untilReady(ticks)));
    }

    @Override
    public int wakeAt() {
        if (spool.isOn()) {
            // The first event after idleness is written at once, and the following ones every 10 ms.
            return spool.isActive() ? MANY : 1;
        }
        if (settlement.pending() == 0) {
            return 1;
        }
        long ticks = context.time().ticks();
        return pushes.untilReady(ticks) > 0 ? MANY : gathering.missing(ticks, MANY);
    }

    @Override
    public void flush() {
        flushThrough = settlement.appendedEvents();
    }

    @Override
    public void drain() {
        long ticks = context.time().ticks();
        draining = true;
        gathering.drain(ticks);
        backoff.answered(ticks);
    }

    @Override
    public long settledThrough() {
        return settlement.settledThrough();
    }

    /** Includes the buffers that are kept for more events. Without events, nothing is pending. */
    @Override
    public long pendingBytes() {
        long held = open.bytes() + pushes.bytes();
        return held == 0 ? 0 : held + spares.bytes();
    }

    /** The number of events in memory; for tests. */
    long pendingEvents() {
        return settlement.pending();
    }

    /** Whether a push is in flight; for tests. */
    boolean isSending() {
        return pushes.isSending();
    }

    @Override
    public long releaseStored() {
        long released = queue.releaseOldestOnDisk();
        if (released == 0 && open.isOnDisk()) {
            released = releaseOpen(DropReason.OVERFLOW);
        }
        return released == 0 ? queue.releaseSuspectOnDisk() : released;
    }

    @Override
    public long dropOldestBelow(Level level) {
        return queue.dropBelow(level);
    }

    /** Prefers events on disk, which stay there. */
    @Override
    public long dropOldest() {
        long released = releaseStored();
        if (released == 0) {
            released = queue.releaseOldest();
        }
        return released == 0 ? releaseOpen(DropReason.OVERFLOW) : released;
    }

    @Override
    public void close() {
        try {
            pushes.receive(context.time().ticks());
        } finally {
            releaseAll();
        }
    }

    private void releaseAll() {
        releaseOpen(DropReason.CLOSED);
        try {
            pushes.close();
        } finally {
            spool.close();
        }
    }

    private void startBatch() {
        gathering.started(context.time().ticks());
        oldestAllowed = context.time().epochNanos() - maxAgeNanos;
    }

    /** Adds the encoded event to the open batch, after it was written to the spool. */
    private void add() {
        long position = spool.append(encoded);
        boolean added = false;
        try {
            open.add(encoded, position);
            added = true;
        } finally {
            if (!added) {
                spool.undo(position);
            }
        }
    }

    private long releaseOpen(DropReason reason) {
        settlement.releaseOpen(reason, open.positions());
        return open.clear();
    }

    /** Removes batches on disk from memory while fresh events need the room; the open batch has just been sealed. */
    private void releaseForRoom() {
        long released = 1;
        while (released > 0 && pendingBytes() > memoryLimit) {
            released = releaseStored();
        }
    }

    /** On a drain, leaves events on disk to the next start if the server fails or does not answer. */
    private int releaseWhenHopeless(long ticks) {
        if (!drainsWithSpool() || (!backoff.isFailing() && backoff.untilHopeless(ticks) > 0)) {
            return 0;
        }
        if (!open.isEmpty()) {
            seal();
        }
        return pushes.releaseOnDisk();
    }

    /**
     * The nanoseconds until spooled events may be read back. While pushes in flight hold the memory, what is read would
     * be released at once, and the worker would read it again until an answer comes.
     */
    private long untilRead(long ticks) {
        boolean isTooEarly = pushes.isSending() && pendingBytes() >= memoryLimit;
        return isTooEarly ? TimeSource.NEVER : backoff.untilRetry(ticks);
    }

    private boolean drainsWithSpool() {
        return draining && spool.isOn() && settlement.pendingFresh() > 0;
    }

    private boolean isFlushed() {
        return settlement.openStart() < flushThrough;
    }

    private boolean sealIfDue(long ticks) {
        boolean due = gathering.isDue(ticks, isFlushed()) && pushes.untilReady(ticks) == 0;
        if (due) {
            seal();
        }
        return due;
    }

    private void seal() {
        Settlement.Group group = settlement.seal();
        List<SealedBatch> sealed;
        try {
            sealed = open.seal(group);
        } catch (OutOfMemoryError e) {
            // Nothing has been removed; a later step tries again.
            settlement.unseal(group);
            throw e;
        } catch (Throwable e) {
            group.dropAll(DropReason.INTERNAL_ERROR, open.positions());
            open.clear();
            reporter.warn(
                    DropReason.INTERNAL_ERROR.label(), "a batch could not be sealed and is dropped", Hints.words(e));
            return;
        }
        gathering.sealed(context.time().ticks());
        for (int i = 0; i < sealed.size(); i++) {
            queue.add(sealed.get(i));
        }
    }

    private static Spool spool(
            LokiSettings settings, Sink.Context context, @Nullable SpoolProvider spools, Spool.Listener listener) {
        Spool.Settings wanted = settings.spool();
        return wanted == null || spools == null
                ? Spool.none()
                : spools.create(wanted, new Spool.Context(context.time(), context.diagnostics(), listener));
    }
}
