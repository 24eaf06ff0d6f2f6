package io.fapilog.loki;

import io.fapilog.DropReason;
import io.fapilog.config.Quantities;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.SinkContext;
import io.fapilog.spi.Spool;
import io.fapilog.spi.SpoolProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The events of the sink that are on disk. Each is written there as it comes; those that memory does not hold, of
 * earlier processes or of a long outage, are read back a push at a time. Worker only.
 */
final class Backlog {
    /** While events come, they are taken from the queue and written so often, however few they are. */
    private static final long WRITTEN_WITHIN_NANOS = Duration.ofMillis(10).toNanos();

    private static final long READ_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();

    private final Spool spool;
    private final Spool.Settings directory;
    private final SinkContext context;
    private final Ledger ledger;
    private final Health health;
    private final Account account;
    private final Replay replay;
    private final int bytesAtOnce;
    private final Duration maxAge;
    private long recovered;
    private boolean appended;
    private boolean active;
    private long activeUntil;
    private boolean stalled;

    private Backlog(
            SpoolProvider provider,
            Spool.Settings directory,
            LokiSettings settings,
            SinkContext context,
            Wire wire,
            Health health) {
        this.directory = directory;
        this.context = context;
        this.ledger = context.ledger();
        this.health = health;
        this.bytesAtOnce = settings.batches().bytes();
        this.maxAge = settings.retries().maxAge();
        this.replay = new Replay(wire, bytesAtOnce);
        this.spool =
                provider.create(directory, new Spool.Context(context.time(), context.diagnostics(), new ToldAccount()));
        this.account = new Account(ledger, spool, true);
    }

    /** Null when there is to be none, or when {@code provider}, which makes it, is missing. */
    static @Nullable Backlog of(
            LokiSettings settings, SinkContext context, Wire wire, Health health, @Nullable SpoolProvider provider) {
        Spool.Settings directory = settings.spool();
        return directory == null || provider == null
                ? null
                : new Backlog(provider, directory, settings, context, wire, health);
    }

    Spool spool() {
        return spool;
    }

    /** Writes an event. Returns its position, or {@link Spool#NOT_ON_DISK}. */
    long append(Spool.Entry entry) {
        appended = true;
        return spool.append(entry);
    }

    /** How many events were read back and are not settled. */
    long pending() {
        return account.pending();
    }

    /**
     * The time of the oldest event that can be read back, or {@link Ledger#NO_EVENT}; while nobody knows it, the least.
     */
    long oldest() {
        if (spool.isRecovering()) {
            return Long.MIN_VALUE;
        }
        return stalled ? Ledger.NO_EVENT : spool.oldest();
    }

    /**
     * Brings what was appended to the files, and reads the next push back where {@code line} is empty.
     *
     * @param resumed whether pushes may be sent at present
     */
    int doWork(long ticks, Turns turns, boolean resumed) {
        int done = spool.doWork(ticks);
        active = appended || (active && ticks - activeUntil < 0);
        activeUntil = appended ? ticks + WRITTEN_WITHIN_NANOS : activeUntil;
        appended = false;
        if (!spool.isRecovering()) {
            tellRecovered();
        }
        if (resumed && !spool.isRecovering() && turns.replayed().isEmpty() && spool.spooled() > 0) {
            done += read(turns);
        }
        SealedBatch first = turns.replayed().first();
        ledger.spool(
                spool.bytes(),
                first == null
                        ? spool.oldest()
                        : Math.min(spool.oldest(), first.span().oldest()));
        return done;
    }

    /**
     * When {@link #doWork} must be called again, in ticks.
     *
     * @param untilResumed for how long no push may be sent
     */
    long deadline(long ticks, Turns turns, long untilResumed) {
        long rest = spool.untilWork(ticks);
        if (active) {
            rest = Math.min(rest, Math.max(0, activeUntil - ticks));
        }
        if (turns.replayed().isEmpty() && spool.spooled() > 0) {
            rest = Math.min(rest, stalled ? READ_AGAIN_NANOS : untilResumed);
        }
        return ticks + rest;
    }

    /** Whether events came just now; then those that follow are taken by the clock, not one by one. */
    boolean isActive() {
        return active;
    }

    /** Ends it; what is not settled stays for the next process, and is told. */
    void close() {
        long left = spool.spooled();
        spool.close();
        if (left > 0) {
            health.tell(left + " events stay in the spool " + directory.directory()
                    + " and are delivered by the next start");
        }
    }

    private int read(Turns turns) {
        List<Spool.Stored> records = spool.read(bytesAtOnce);
        stalled = records.isEmpty() && spool.spooled() > 0;
        long oldestAllowed = context.time().epochNanos() - maxAge.toNanos();
        Map<Boolean, List<Spool.Stored>> byAge = records.stream()
                .collect(Collectors.partitioningBy(each -> each.entry().time() < oldestAllowed));
        List<Spool.Stored> old = byAge.getOrDefault(true, List.of());
        List<Spool.Stored> young = byAge.getOrDefault(false, List.of());
        if (!old.isEmpty()) {
            ledger.droppedFromSpool(DropReason.TOO_OLD, old.size());
            acknowledge(old);
        }
        if (!young.isEmpty()) {
            take(young, turns);
        }
        if (!old.isEmpty()) {
            String own = old.size() + " events of the spool were older than max_age=" + Quantities.show(maxAge);
            health.warn(DropReason.TOO_OLD.label(), own, "");
        }
        return stalled ? 0 : Math.max(1, young.size());
    }

    /** Makes pushes of what was read, which from here on is in memory too. */
    private void take(List<Spool.Stored> records, Turns turns) {
        ledger.unspooled(records.size());
        account.settledThrough();
        account.kept(records.size());
        Round round = account.seal();
        try {
            replay.seal(records, round).forEach(turns::add);
        } catch (Throwable e) {
            account.dropped(DropReason.INTERNAL_ERROR, round);
            acknowledge(records);
            health.warn(DropReason.INTERNAL_ERROR.label(), "events of the spool are dropped", Mend.words(e));
        }
    }

    private void acknowledge(List<Spool.Stored> records) {
        records.forEach(each -> spool.acknowledge(each.position(), each.position() + 1));
    }

    private void tellRecovered() {
        if (recovered > 0) {
            long found = recovered;
            recovered = 0;
            health.tell(found + " events of earlier runs were found in the spool " + directory.directory()
                    + " and are delivered now");
        }
    }

    /** Passes on what the spool tells of the events that it alone has. */
    private final class ToldAccount implements Spool.Listener {
        @Override
        public void recovered(long events) {
            recovered += events;
            ledger.recovered(events);
        }

        @Override
        public void evicted(long events) {
            ledger.droppedFromSpool(DropReason.SPOOL_FULL, events);
        }

        @Override
        public void damaged(long events) {
            ledger.droppedFromSpool(DropReason.SPOOL_DAMAGED, events);
        }
    }
}
