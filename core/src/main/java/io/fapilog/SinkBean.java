package io.fapilog;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Answers from the account of a sink as it is at the moment of the question. */
record SinkBean(Supplier<SinkStats> stats) implements SinkMXBean {
    @Override
    public long getAccepted() {
        return stats.get().accepted();
    }

    @Override
    public long getDelivered() {
        return stats.get().delivered();
    }

    @Override
    public long getRejected() {
        return stats.get().rejected();
    }

    @Override
    public long getUncertain() {
        return stats.get().uncertain();
    }

    @Override
    public Map<String, Long> getDropped() {
        Map<String, Long> dropped = new TreeMap<>();
        stats.get().dropped().forEach((reason, events) -> dropped.put(reason.label(), events));
        return dropped;
    }

    @Override
    public long getDroppedTotal() {
        return stats.get().totalDropped();
    }

    @Override
    public long getCutLines() {
        return stats.get().cut();
    }

    @Override
    public long getRetries() {
        return stats.get().retries();
    }

    @Override
    public Map<Integer, Long> getPushes() {
        return stats.get().pushes();
    }

    @Override
    public long getPushMillis() {
        return stats.get().pushNanos() / 1_000_000;
    }

    @Override
    public long getWireBytes() {
        return stats.get().wireBytes();
    }

    @Override
    public long getQueuedEvents() {
        return stats.get().queued();
    }

    @Override
    public long getPendingEvents() {
        return stats.get().pending();
    }

    @Override
    public long getBufferBytes() {
        return stats.get().bufferBytes();
    }

    @Override
    public long getBufferLimitBytes() {
        return stats.get().bufferLimit();
    }

    @Override
    public double getOldestEventAgeSeconds() {
        return seconds(stats.get().oldest());
    }

    @Override
    public double getSecondsSinceLastSuccess() {
        Duration since = stats.get().lastSuccess();
        return since == null ? Double.NaN : seconds(since);
    }

    @Override
    public long getRecovered() {
        return stats.get().recovered();
    }

    @Override
    public long getSpooledEvents() {
        return stats.get().spooled();
    }

    @Override
    public long getSpoolBytes() {
        return stats.get().spoolBytes();
    }

    @Override
    public long getWakeUps() {
        return stats.get().wakeUps();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
