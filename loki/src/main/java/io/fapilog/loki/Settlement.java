package io.fapilog.loki;

import io.fapilog.DropReason;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Spool;
import java.util.Deque;
import java.util.LinkedList;
import java.util.function.Function;

/**
 * The one place where the events of a sink are settled: each exactly once, in the ledger and in the spool. Worker only.
 *
 * <p>A fresh event is in the open batch from {@link #appended} to {@link #seal}; from then on it belongs to a
 * {@link Group}, which its sealed batch settles. Events that are read back from the spool belong to a group from the
 * start. What only the spool knows of (recovered, evicted and damaged events) arrives through {@link Spool.Listener}.
 */
final class Settlement implements Spool.Listener {
    private final Ledger ledger;
    private final Spool spool;
    /** Unsettled groups of fresh events. Not an ArrayDeque, which loses its content when it cannot grow. */
    @SuppressWarnings("JdkObsolete")
    private final Deque<Group> groups = new LinkedList<>();

    private long appended;
    private long open;
    private long openStart;
    private long sealed;
    private long replayed;
    private long replaying;
    private long recovered;

    /**
     * A settlement without events.
     *
     * @param spools creates the spool of the sink, or returns {@link Spool#none}
     */
    Settlement(Ledger ledger, Function<Spool.Listener, Spool> spools) {
        this.ledger = ledger;
        this.spool = spools.apply(this);
    }

    /** The spool in which the events are settled. */
    Spool spool() {
        return spool;
    }

    /** Counts an event that was added to the open batch. */
    void appended() {
        if (open == 0) {
            openStart = appended;
        }
        open++;
        appended++;
    }

    /** Drops an event instead of adding it to the open batch. */
    void dropAtOnce(DropReason reason) {
        ledger.dropped(reason, 1);
        appended++;
    }

    /** Releases the open batch, whose events are at {@code positions}: on disk they stay, the others are dropped. */
    void releaseOpen(DropReason reason, SpoolPositions positions) {
        if (open > 0) {
            release(reason, open, positions);
            open = 0;
        }
    }

    /** Makes the open batch a group. */
    Group seal() {
        Group group = new Group(openStart, open, false);
        groups.add(group);
        sealed += open;
        open = 0;
        return group;
    }

    /** Undoes the last {@link #seal}. */
    void unseal(Group group) {
        groups.removeLast();
        open = group.unsettled;
        openStart = group.start;
        sealed -= open;
    }

    /** Makes a group of {@code events} that were read back from the spool. */
    Group replay(long events) {
        ledger.unspooled(events);
        Group group = new Group(replayed, events, true);
        replayed += events;
        replaying += events;
        return group;
    }

    /** Drops spooled events at {@code positions}, which have been read and are not in a group. */
    void dropSpooled(DropReason reason, SpoolPositions positions) {
        ledger.droppedFromSpool(reason, positions.onDisk());
        positions.acknowledge(spool);
    }

    /** The number of events ever appended. */
    long appendedEvents() {
        return appended;
    }

    /** The number of fresh events that are not settled. */
    long pendingFresh() {
        return open + sealed;
    }

    /** The number of events in memory that are not settled. */
    long pending() {
        return open + sealed + replaying;
    }

    /** The number of events that were appended before the first one of the open batch. */
    long openStart() {
        return openStart;
    }

    /** The number {@code n} for which the first {@code n} events ever appended are settled. */
    long settledThrough() {
        Group first = groups.peek();
        if (first != null) {
            return first.start;
        }
        return open > 0 ? openStart : appended;
    }

    /** The number of events recovered since the last call. */
    long takeRecovered() {
        long taken = recovered;
        recovered = 0;
        return taken;
    }

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

    private void release(DropReason reason, long events, SpoolPositions positions) {
        long spooled = positions.release(spool);
        if (spooled > 0) {
            ledger.spooled(spooled);
        }
        if (spooled < events) {
            ledger.dropped(reason, events - spooled);
        }
    }

    private void removeSettledGroups() {
        while (!groups.isEmpty() && groups.element().unsettled == 0) {
            groups.remove();
        }
    }

    /**
     * Events that were sealed together. They may be spread over several sealed batches, each of which settles its own
     * part, in any order.
     */
    final class Group {
        private final long start;
        private final boolean replay;
        private long unsettled;

        private Group(long start, long events, boolean replay) {
            this.start = start;
            this.unsettled = events;
            this.replay = replay;
        }

        /** The position of the group in the order of its source; groups of one source compare by it. */
        long start() {
            return start;
        }

        /** Whether the events were read back from the spool. */
        boolean isReplay() {
            return replay;
        }

        void delivered(long events, SpoolPositions positions) {
            ledger.delivered(events);
            settle(events, positions);
        }

        /** Settles {@code events} of which {@code refused} were refused and the others stored. */
        void rejected(long refused, long events, SpoolPositions positions) {
            ledger.rejected(refused);
            if (refused < events) {
                ledger.delivered(events - refused);
            }
            settle(events, positions);
        }

        /** Settles {@code events} of which an unknown part was refused. */
        void uncertain(long events, SpoolPositions positions) {
            ledger.uncertain(events);
            settle(events, positions);
        }

        void drop(DropReason reason, long events, SpoolPositions positions) {
            ledger.dropped(reason, events);
            settle(events, positions);
        }

        /** Drops all events of the group, none of which is in a sealed batch. */
        void dropAll(DropReason reason, SpoolPositions positions) {
            drop(reason, unsettled, positions);
        }

        /** Settles {@code events} as spooled where they are on disk, and as dropped where they are not. */
        void release(DropReason reason, long events, SpoolPositions positions) {
            Settlement.this.release(reason, events, positions);
            settleInMemory(events);
        }

        private void settle(long events, SpoolPositions positions) {
            settleInMemory(events);
            positions.acknowledge(spool);
        }

        private void settleInMemory(long events) {
            unsettled -= events;
            if (replay) {
                replaying -= events;
            } else {
                sealed -= events;
                removeSettledGroups();
            }
        }
    }
}
