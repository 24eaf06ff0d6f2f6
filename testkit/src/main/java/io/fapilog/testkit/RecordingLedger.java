package io.fapilog.testkit;

import io.fapilog.DropReason;
import io.fapilog.spi.Ledger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A ledger that adds up what a sink reports. For the thread of the sink. */
public final class RecordingLedger implements Ledger {
    public long delivered;
    public long rejected;
    public long uncertain;
    public long truncated;
    public long redactionFailed;
    public long retried;
    public final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    public final List<Integer> statuses = new ArrayList<>();
    /** What was said about pushes that were not taken. */
    public final List<String> explained = new ArrayList<>();

    public long wireBytes;
    public long recovered;
    public long spooled;
    public long spoolBytes;
    public long spoolOldest;

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
    public void redactionFailed() {
        redactionFailed++;
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

    /** The events dropped for {@code reason}. */
    public long dropped(DropReason reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    /** All dropped events. */
    public long dropped() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The events that the sink was given and has settled. */
    public long settled() {
        return delivered + rejected + spooled - recovered + dropped();
    }

    @Override
    public void explained(String words) {
        explained.add(words);
    }
}
