package io.fapilog;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The account of one sink at one moment, taken under one lock, so that it balances.
 *
 * @param sink the name of the sink, without secrets
 * @param accepted events that the sink's queue was offered while it was open
 * @param delivered events that the receiver has confirmed
 * @param rejected events that the receiver has refused for good, the uncertain ones included
 * @param uncertain of the rejected, those of pushes that the receiver refused in part without saying how many
 * @param dropped events given up, by reason; every reason is present
 * @param queued events waiting in the queue
 * @param sending events in the open batch, in pending batches and in flight
 * @param bufferBytes memory held by all of these
 * @param cut lines that were cut to the size limit
 * @param retries pushes that were repeated
 * @param pushes pushes that ended, by HTTP status; 0 stands for no answer
 * @param wireBytes bytes that the pushes put on the wire as their bodies
 * @param wakeUps how often the worker was woken by others than the clock
 * @param pushNanos how long all pushes together took
 * @param bufferLimit the most that {@code bufferBytes} may become
 * @param oldest the age of the oldest event that is not settled, from its own time stamp; zero when there is none. Too
 *     high rather than too low: by a tenth of a second, and in a long outage by a few thousandths of its length
 * @param lastSuccess how long ago the receiver last confirmed an event; null before the first time
 * @param recovered events of earlier processes that were found in the spool
 * @param spooled events that are in the spool alone, and will be delivered by this process or a later one
 * @param spoolBytes what the files of the spool take
 */
public record SinkStats(
        String sink,
        long accepted,
        long delivered,
        long rejected,
        long uncertain,
        Map<DropReason, Long> dropped,
        long queued,
        long sending,
        long bufferBytes,
        long cut,
        long retries,
        Map<Integer, Long> pushes,
        long wireBytes,
        long wakeUps,
        long pushNanos,
        long bufferLimit,
        Duration oldest,
        @Nullable Duration lastSuccess,
        long recovered,
        long spooled,
        long spoolBytes) {

    /** Events in memory that are not settled yet. */
    public long pending() {
        return queued + sending;
    }

    /** All events given up, whatever the reason. */
    public long totalDropped() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All pushes, whatever their status. */
    public long totalPushes() {
        return pushes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether every event that was accepted or recovered is accounted for exactly once. */
    public boolean balances() {
        return accepted + recovered == delivered + rejected + totalDropped() + spooled + pending();
    }
}
