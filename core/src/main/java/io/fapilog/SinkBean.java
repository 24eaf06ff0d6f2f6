package io.fapilog;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The JMX view of a sink, read from its ledger at each call. */
record SinkBean(Supplier<SinkStats> stats) implements SinkMXBean {
    @Override
    public long getAccepted() {
        return stats.get().events().accepted();
    }

    @Override
    public long getDelivered() {
        return stats.get().events().delivered();
    }

    @Override
    public long getRejected() {
        return stats.get().events().rejected();
    }

    @Override
    public long getUncertain() {
        return stats.get().events().uncertain();
    }

    @Override
    public Map<String, Long> getDropped() {
        Map<String, Long> dropped = new TreeMap<>();
        stats.get().events().dropped().forEach((reason, events) -> dropped.put(reason.label(), events));
        return dropped;
    }

    @Override
    public long getDroppedTotal() {
        return stats.get().events().totalDropped();
    }

    @Override
    public long getTruncatedLines() {
        return stats.get().events().truncated();
    }

    @Override
    public long getRedactionFailures() {
        return stats.get().events().redactionFailed();
    }

    @Override
    public long getRetries() {
        return stats.get().pushes().retries();
    }

    @Override
    public Map<Integer, Long> getPushes() {
        return stats.get().pushes().byStatus();
    }

    @Override
    public long getPushMillis() {
        return stats.get().pushes().time().toMillis();
    }

    @Override
    public long getWireBytes() {
        return stats.get().pushes().wireBytes();
    }

    @Override
    public long getQueuedEvents() {
        return stats.get().events().queued();
    }

    @Override
    public long getPendingEvents() {
        return stats.get().events().pending();
    }

    @Override
    public long getBufferBytes() {
        return stats.get().buffer().bytes();
    }

    @Override
    public long getBufferLimitBytes() {
        return stats.get().buffer().limit();
    }

    @Override
    public double getOldestEventAgeSeconds() {
        return seconds(stats.get().oldest());
    }

    @Override
    public double getSecondsSinceLastSuccess() {
        Duration since = stats.get().pushes().sinceSuccess();
        return since == null ? Double.NaN : seconds(since);
    }

    @Override
    public String getLastAnswer() {
        SinkStats.Answer last = stats.get().pushes().last();
        return last == null ? "none" : last.toString();
    }

    @Override
    public long getRecovered() {
        return stats.get().spool().recovered();
    }

    @Override
    public long getSpooledEvents() {
        return stats.get().spool().spooled();
    }

    @Override
    public long getSpoolBytes() {
        return stats.get().spool().bytes();
    }

    @Override
    public long getWakeUps() {
        return stats.get().wakeUps();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
