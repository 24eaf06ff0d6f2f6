package io.fapilog.loki;

import io.fapilog.DropReason;
import io.fapilog.spi.Ledger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A ledger with public sums. */
final class RecordingLedger implements Ledger {
    long delivered;
    long rejected;
    long uncertain;
    long truncated;
    long retried;
    final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    final List<Integer> statuses = new ArrayList<>();
    long wireBytes;
    long recovered;
    long spooled;
    long spoolBytes;
    long spoolOldest;

    @Override
    public void delivered(long events) {
        delivered += events;
    }

    @Override
    public void rejected(long events) {
        rejected += events;
    }

    @Override
    public void uncertain(long events) {
        rejected += events;
        uncertain += events;
    }

    @Override
    public void dropped(DropReason reason, long events) {
        dropped.merge(reason, events, Long::sum);
    }

    @Override
    public void recovered(long events) {
        recovered += events;
        spooled += events;
    }

    @Override
    public void spooled(long events) {
        spooled += events;
    }

    @Override
    public void unspooled(long events) {
        spooled -= events;
    }

    @Override
    public void droppedFromSpool(DropReason reason, long events) {
        spooled -= events;
        dropped(reason, events);
    }

    @Override
    public void spool(long bytes, long oldest) {
        spoolBytes = bytes;
        spoolOldest = oldest;
    }

    @Override
    public void truncated() {
        truncated++;
    }

    @Override
    public void retried() {
        retried++;
    }

    @Override
    public void pushed(int status, long bytes, long nanos) {
        statuses.add(status);
        wireBytes += bytes;
    }

    long dropped(DropReason reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    long dropped() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    long settled() {
        return delivered + rejected + spooled - recovered + dropped();
    }
}
