package io.fapilog.devloki.senders;

import java.util.Map;

/**
 * What has become of the events of one sink, as its application counts them.
 *
 * @param name the name of the sink, such as {@code loki://127.0.0.1:3100}
 * @param process the process of the application
 * @param accepted events that the application has handed over
 * @param delivered events that the server has confirmed
 * @param rejected events that the server has refused for good
 * @param dropped dropped events by reason, without reasons that have not occurred
 * @param waiting events in memory or in the spool
 * @param oldestMillis the age of the oldest waiting event in milliseconds, 0 without one
 * @param bufferBytes the memory of the events that wait
 * @param bufferLimit the limit of {@code bufferBytes}
 * @param lastAnswer what has become of the last push, with the words of the server
 */
public record SenderAccount(
        String name,
        long process,
        long accepted,
        long delivered,
        long rejected,
        Map<String, Long> dropped,
        long waiting,
        long oldestMillis,
        long bufferBytes,
        long bufferLimit,
        String lastAnswer) {}
