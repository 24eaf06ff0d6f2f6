package io.fapilog.loki;

import io.fapilog.spi.Ledger;
import io.fapilog.spi.TimeSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The exchanges that have been started and not finished. Worker only. */
final class InFlight {
    private final int most;
    private final long mostBytes;
    private final long timeoutNanos;
    private final List<Exchange> exchanges;

    /**
     * No exchanges.
     *
     * @param most {@code max_in_flight}
     * @param mostBytes the memory of batches in flight from which no other push is started
     * @param timeoutNanos {@code timeout}, for a whole exchange
     */
    InFlight(int most, long mostBytes, long timeoutNanos) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.timeoutNanos = timeoutNanos;
        this.exchanges = new ArrayList<>(most);
    }

    /** Adds {@code exchange}; there must be a free slot. */
    void add(Exchange exchange) {
        exchanges.add(exchange);
    }

    /** Removes {@code exchange}. Returns whether it was in flight. */
    boolean remove(Exchange exchange) {
        return exchanges.remove(exchange);
    }

    boolean contains(Exchange exchange) {
        return exchanges.contains(exchange);
    }

    /** Whether another push may be started. While the server is failing, a single push probes it. */
    boolean hasSlot(boolean failing) {
        return exchanges.isEmpty() || (!failing && exchanges.size() < most && bytes() < mostBytes);
    }

    /** An exchange, or null when nothing is in flight. */
    @Nullable
    Exchange first() {
        return exchanges.isEmpty() ? null : exchanges.get(0);
    }

    /** All exchanges, in a list of its own. */
    List<Exchange> all() {
        return List.copyOf(exchanges);
    }

    /** Whether {@code exchange} has taken longer than the timeout. */
    boolean isOverdue(Exchange exchange, long ticks) {
        return untilTimeout(exchange, ticks) <= 0;
    }

    /** The nanoseconds until the first timeout; {@link TimeSource#NEVER} when nothing is in flight. */
    long untilTimeout(long ticks) {
        long until = TimeSource.NEVER;
        for (Exchange exchange : exchanges) {
            until = Math.min(until, Math.max(0, untilTimeout(exchange, ticks)));
        }
        return until;
    }

    /** The oldest time stamp of an event in flight, or {@link Ledger#NO_EVENT}. */
    long oldest() {
        long oldest = Ledger.NO_EVENT;
        for (Exchange exchange : exchanges) {
            oldest = Math.min(oldest, exchange.batch().span().oldest());
        }
        return oldest;
    }

    /** The memory of all batches in bytes. */
    long bytes() {
        long bytes = 0;
        for (Exchange exchange : exchanges) {
            bytes += exchange.batch().bytes();
        }
        return bytes;
    }

    private long untilTimeout(Exchange exchange, long ticks) {
        return exchange.started() + timeoutNanos - ticks;
    }
}
