package io.fapilog;

import io.fapilog.config.Quantities;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of one sink at one moment, taken under one lock, so that it balances. Immutable.
 *
 * <p>A later version may add parameters to the constructor and components to the records.
 */
public final class SinkStats {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final String sink;
    private final Events events;
    private final Buffer buffer;
    private final Pushes pushes;
    private final Spool spool;
    private final Duration oldest;
    private final long wakeUps;

    /** Creates statistics, for tests of code that shows them; an application gets them from {@link Fapilog#stats}. */
    public SinkStats(
            String sink, Events events, Buffer buffer, Pushes pushes, Spool spool, Duration oldest, long wakeUps) {
        this.sink = sink;
        this.events = events;
        this.buffer = buffer;
        this.pushes = pushes;
        this.spool = spool;
        this.oldest = oldest;
        this.wakeUps = wakeUps;
    }

    /** The name of the sink, without secrets. */
    public String sink() {
        return sink;
    }

    /** The events of this process, by outcome. */
    public Events events() {
        return events;
    }

    /** The memory of the pending events. */
    public Buffer buffer() {
        return buffer;
    }

    /** The pushes; all zero for a sink that does not push. */
    public Pushes pushes() {
        return pushes;
    }

    /** The events on disk; all zero for a sink without a spool. */
    public Spool spool() {
        return spool;
    }

    /**
     * The age of the oldest event that is pending or spooled, by its own time stamp; zero when there is none. The value
     * may be too high by a tenth of a second, and in a long outage by a few thousandths of its length.
     */
    public Duration oldest() {
        return oldest;
    }

    /** How often a producer or an answer has woken the worker; timeouts are not counted. */
    public long wakeUps() {
        return wakeUps;
    }

    /**
     * Whether every event that was accepted or recovered is counted exactly once: accepted + recovered = delivered +
     * rejected + dropped + spooled + pending.
     */
    public boolean balances() {
        return events.accepted + spool.recovered
                == events.delivered + events.rejected + events.totalDropped() + spool.spooled + events.pending();
    }

    @Override
    public String toString() {
        return sink + " " + events + " " + buffer + " " + pushes + " " + spool + " oldest=" + oldest + " wakeUps="
                + wakeUps;
    }

    /**
     * The events of this process.
     *
     * @param accepted events that were offered to the queue while it was open
     * @param delivered events that the server has confirmed, or that were written
     * @param rejected events that the server has refused for good, the uncertain ones included
     * @param uncertain the rejected events of pushes that the server refused in part without saying how many
     * @param dropped events that were dropped, by reason; every reason is present
     * @param queued events in the queue
     * @param sending events in the open batch, in sealed batches and in flight
     * @param truncated lines that were truncated to the size limit
     * @param redactionFailed events of which something could not be masked and is left out
     */
    public record Events(
            long accepted,
            long delivered,
            long rejected,
            long uncertain,
            Map<DropReason, Long> dropped,
            long queued,
            long sending,
            long truncated,
            long redactionFailed) {
        /** Events in memory that are not settled. */
        public long pending() {
            return queued + sending;
        }

        /** All dropped events, whatever the reason. */
        public long totalDropped() {
            return sum(dropped);
        }

        /** The dropped events that the settings do not {@linkplain DropReason#isChosen ask} to drop. */
        public long lost() {
            return dropped.entrySet().stream()
                    .filter(entry -> !entry.getKey().isChosen())
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    /**
     * The memory of the pending events.
     *
     * @param bytes the memory that they hold
     * @param limit the maximum of {@code bytes}
     */
    public record Buffer(long bytes, long limit) {}

    /**
     * The pushes of the sink.
     *
     * @param byStatus pushes that ended, by HTTP status; 0 stands for no answer
     * @param retries pushes that were retries
     * @param wireBytes the size of all bodies as sent
     * @param time the duration of all pushes together
     * @param sinceSuccess the time since the server last confirmed an event; null before the first time
     * @param last what has become of the last push; null before the first one
     */
    public record Pushes(
            Map<Integer, Long> byStatus,
            long retries,
            long wireBytes,
            Duration time,
            @Nullable Duration sinceSuccess,
            @Nullable Answer last) {
        /** All pushes, whatever their status. */
        public long total() {
            return sum(byStatus);
        }
    }

    /**
     * What has become of a push.
     *
     * @param status the HTTP status; 0 stands for no answer
     * @param words why it was not taken, without secrets; empty when it was
     * @param ago how long ago that was
     */
    public record Answer(int status, String words, Duration ago) {
        /** {@code 503, 4s ago: the words}. */
        @Override
        public String toString() {
            String time = Quantities.show(ago.compareTo(SECOND) < 0 ? ago : Duration.ofSeconds(ago.toSeconds()));
            return (status == 0 ? "no answer" : status) + ", " + time + " ago" + (words.isEmpty() ? "" : ": " + words);
        }
    }

    /**
     * The events on disk.
     *
     * @param recovered events of earlier processes that were found in the spool
     * @param spooled events that are on disk only and will be delivered by this process or a later one
     * @param bytes the size of the files
     */
    public record Spool(long recovered, long spooled, long bytes) {}

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
