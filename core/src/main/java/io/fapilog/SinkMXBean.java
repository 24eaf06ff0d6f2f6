package io.fapilog;

import java.util.Map;

/**
 * The JMX view of a sink, {@code io.fapilog:type=Sink,name="SINK"}, with an {@code index} from 2 on if sinks of one JVM
 * have the same name. It is registered soon after the start of the pipeline and until its close; {@code
 * FAPILOG_JMX=false} disables it. Thread-safe; no method does I/O or waits for more than a few instructions.
 *
 * <p>Counts begin with the pipeline. {@code docs/meters.md} describes what to watch.
 */
public interface SinkMXBean {
    /** Events that were offered to the queue while it was open. */
    long getAccepted();

    /** Events that the server has confirmed. */
    long getDelivered();

    /** Events that the server has refused for good, the uncertain ones included. */
    long getRejected();

    /** The rejected events of pushes that the server refused in part without saying how many. */
    long getUncertain();

    /** Dropped events, by the {@linkplain DropReason#label label} of the reason; every reason is present. */
    Map<String, Long> getDropped();

    /** All dropped events, whatever the reason. */
    long getDroppedTotal();

    /** Events that could not be masked, and have lost their content. */
    long getRedactionFailures();

    /** Lines that were truncated to the size limit. */
    long getTruncatedLines();

    /** Pushes that were retries. */
    long getRetries();

    /** Pushes that ended, by HTTP status; 0 stands for no answer. */
    Map<Integer, Long> getPushes();

    /** The duration of all pushes together, in milliseconds. */
    long getPushMillis();

    /** The size of the bodies of all pushes as sent, in bytes. */
    long getWireBytes();

    /** Events in the queue. */
    long getQueuedEvents();

    /** Events in memory that are not settled, the queued ones included. */
    long getPendingEvents();

    /** Memory held by the pending events, in bytes. */
    long getBufferBytes();

    /** The maximum memory of the pending events, in bytes. */
    long getBufferLimitBytes();

    /** The age of the oldest event that is pending or spooled, in seconds; 0 when there is none. */
    double getOldestEventAgeSeconds();

    /** The seconds since the server last confirmed an event; NaN before the first time. */
    double getSecondsSinceLastSuccess();

    /** What has become of the last push, without secrets: {@code 503, 4s ago: WORDS}; {@code none} before the first. */
    String getLastAnswer();

    /** Events of earlier processes that were found in the spool. */
    long getRecovered();

    /** Events that are on disk only. */
    long getSpooledEvents();

    /** The size of the files of the spool, in bytes. */
    long getSpoolBytes();

    /** How often a producer or an answer has woken the worker; timeouts are not counted. */
    long getWakeUps();
}
