package io.fapilog;

import java.util.Map;

/**
 * A sink as JMX shows it, under {@code io.fapilog:type=Sink,name="SINK"}, with an {@code index} from 2 on where two
 * sinks of one JVM have the same name. It is there soon after the start of the pipeline and until its close; {@code
 * FAPILOG_JMX=false} keeps it away. Thread-safe; no method does I/O or waits for more than a few instructions.
 *
 * <p>Counts begin with the pipeline. {@code docs/meters.md} says what to watch.
 */
public interface SinkMXBean {
    /** Events that the sink's queue was offered while it was open. */
    long getAccepted();

    /** Events that the receiver has confirmed. */
    long getDelivered();

    /** Events that the receiver has refused for good, the uncertain ones included. */
    long getRejected();

    /** Of the rejected, those of pushes that the receiver refused in part without saying how many. */
    long getUncertain();

    /** Events given up, by the {@linkplain DropReason#label label} of the reason; every reason is present. */
    Map<String, Long> getDropped();

    /** All events given up, whatever the reason. */
    long getDroppedTotal();

    /** Lines that were cut to the size limit. */
    long getCutLines();

    /** Pushes that were repeated. */
    long getRetries();

    /** Pushes that ended, by HTTP status; 0 stands for no answer. */
    Map<Integer, Long> getPushes();

    /** How long all pushes together took, in milliseconds. */
    long getPushMillis();

    /** Bytes that the pushes put on the wire as their bodies. */
    long getWireBytes();

    /** Events waiting in the queue. */
    long getQueuedEvents();

    /** Events in memory that are not settled yet, the queued ones included. */
    long getPendingEvents();

    /** Memory held by the pending events, in bytes. */
    long getBufferBytes();

    /** The most that the pending events may hold, in bytes. */
    long getBufferLimitBytes();

    /** The age of the oldest pending event, in seconds; 0 when there is none. */
    double getOldestEventAgeSeconds();

    /** How long ago the receiver last confirmed an event, in seconds; NaN before the first time. */
    double getSecondsSinceLastSuccess();

    /** Events of earlier processes that were found in the spool. */
    long getRecovered();

    /** Events that are in the spool alone. */
    long getSpooledEvents();

    /** What the files of the spool take. */
    long getSpoolBytes();

    /** How often the worker was woken by others than the clock. */
    long getWakeUps();
}
