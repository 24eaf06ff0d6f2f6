package io.fapilog.loki;

import io.fapilog.DropReason;
import io.fapilog.config.Quantities;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.Spool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The disk side of the sink. Writes every fresh event to the spool, and reads spooled events back, one push at a time,
 * whenever no replayed batch is to be sent. Without a spool it does nothing. Worker only.
 */
final class SpoolSide {
    /** While events arrive, they are taken from the queue and written this often, however few they are. */
    private static final long WRITE_INTERVAL_NANOS = Duration.ofMillis(10).toNanos();

    private static final long READ_RETRY_NANOS = Duration.ofSeconds(10).toNanos();

    private final Spool spool;
    private final Settlement settlement;
    private final Sink.Context context;
    private final Reporter reporter;
    private final Replay replay;
    private final BatchQueue replayed = new BatchQueue();
    private final String directory;
    private final String tenant;
    private final boolean keepsTenant;
    private final int readBytes;
    private final Duration maxAge;
    private boolean appended;
    private boolean active;
    private long activeUntil;
    private boolean unreadable;

    SpoolSide(LokiSettings settings, Settlement settlement, Replay replay, Sink.Context context, Reporter reporter) {
        this.spool = settlement.spool();
        this.settlement = settlement;
        this.context = context;
        this.reporter = reporter;
        this.replay = replay;
        this.directory =
                settings.spool() == null ? "" : settings.spool().directory().toString();
        this.tenant = settings.credentials().tenant();
        this.keepsTenant = settings.spool() != null && settings.spool().adoptAll();
        // What is read back is not released again. Together with a push in flight it must leave room for fresh events.
        this.readBytes =
                (int) Math.min(settings.batches().bytes(), settings.queue().buffer() / 8);
        this.maxAge = settings.retries().maxAge();
    }

    /** Whether there is a spool. */
    boolean isOn() {
        return spool != Spool.none();
    }

    /** Writes {@code event}. Returns its position, or {@link Spool#NOT_ON_DISK}. */
    long append(EncodedEvent event) {
        if (!isOn()) {
            return Spool.NOT_ON_DISK;
        }
        appended = true;
        return spool.append(event.toSpool(tenant));
    }

    /** Deletes an event that was appended and could not be added to the open batch. */
    void undo(long position) {
        if (position != Spool.NOT_ON_DISK) {
            spool.acknowledge(position, position + 1);
        }
    }

    /** The batches of events that were read back and are to be sent. */
    BatchQueue replayed() {
        return replayed;
    }

    /**
     * The time stamp of the oldest event that is spooled or to be sent again, or {@link Ledger#NO_EVENT}; the least
     * number while the spool is still being scanned.
     */
    long oldest() {
        if (spool.isRecovering()) {
            return Long.MIN_VALUE;
        }
        return unreadable ? replayed.oldest() : Math.min(spool.oldest(), replayed.oldest());
    }

    /**
     * Writes what was appended, and reads the next push back where there is none.
     *
     * @param mayRead whether there is a use for what is read
     * @return the number of things done
     */
    int doWork(long ticks, boolean mayRead) {
        if (!isOn()) {
            return 0;
        }
        int done = spool.doWork(ticks);
        active = appended || (active && ticks - activeUntil < 0);
        activeUntil = appended ? ticks + WRITE_INTERVAL_NANOS : activeUntil;
        appended = false;
        if (!spool.isRecovering()) {
            reportRecovered();
            done += mayRead && canRead() ? read() : 0;
        }
        context.ledger().spool(spool.bytes(), Math.min(spool.oldest(), replayed.oldest()));
        return done;
    }

    /**
     * The nanoseconds until {@link #doWork} must be called again.
     *
     * @param untilRead the nanoseconds for which there is no use for what is read
     */
    long untilWork(long ticks, long untilRead) {
        long until = spool.untilWork(ticks);
        if (active) {
            until = Math.min(until, Math.max(0, activeUntil - ticks));
        }
        return canRead() ? Math.min(until, unreadable ? READ_RETRY_NANOS : untilRead) : until;
    }

    /** Whether events arrived in the last 10 ms; then the clock wakes the worker, and not each event. */
    boolean isActive() {
        return active;
    }

    /** Closes the spool. Unsettled events stay there for the next process, which is reported. */
    void close() {
        long left = spool.spooled();
        spool.close();
        if (left > 0) {
            reporter.info(left + " events stay in the spool " + directory + " and will be delivered by the next start");
        }
    }

    private boolean canRead() {
        return replayed.isEmpty() && spool.spooled() > 0;
    }

    private int read() {
        List<Spool.Stored> events = spool.read(readBytes);
        unreadable = events.isEmpty() && spool.spooled() > 0;
        long oldestAllowed = context.time().epochNanos() - maxAge.toNanos();
        Map<Boolean, List<Spool.Stored>> byAge = events.stream()
                .collect(Collectors.partitioningBy(event -> event.entry().time() < oldestAllowed));
        List<Spool.Stored> old = byAge.getOrDefault(true, List.of());
        List<Spool.Stored> young = byAge.getOrDefault(false, List.of());
        if (!old.isEmpty()) {
            settlement.dropSpooled(DropReason.TOO_OLD, positions(old));
        }
        if (!young.isEmpty()) {
            replay(young);
        }
        if (!old.isEmpty()) {
            String own = old.size() + " events of the spool were older than max_age=" + Quantities.show(maxAge)
                    + " and are dropped";
            reporter.warn(DropReason.TOO_OLD.label(), own, "");
        }
        return unreadable ? 0 : Math.max(1, young.size());
    }

    private void replay(List<Spool.Stored> events) {
        SpoolPositions positions = positions(events);
        Settlement.Group group = settlement.replay(events.size());
        try {
            replay.seal(events, this::tenantOf, group).forEach(replayed::add);
        } catch (Throwable e) {
            group.dropAll(DropReason.INTERNAL_ERROR, positions);
            String own = events.size() + " events of the spool could not be sealed and are dropped";
            reporter.warn(DropReason.INTERNAL_ERROR.label(), own, Hints.words(e));
        }
    }

    /** Empty for the tenant of the sink, whatever a file says, unless events for other tenants are wanted. */
    private String tenantOf(Spool.Entry entry) {
        return keepsTenant ? entry.tenant() : "";
    }

    private static SpoolPositions positions(List<Spool.Stored> events) {
        SpoolPositions positions = new SpoolPositions();
        events.forEach(event -> positions.add(event.position()));
        return positions;
    }

    private void reportRecovered() {
        long found = settlement.takeRecovered();
        if (found > 0) {
            reporter.info(found + " events of earlier runs were found in the spool " + directory
                    + " and are being delivered");
        }
    }
}
