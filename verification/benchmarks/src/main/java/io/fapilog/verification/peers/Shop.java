package io.fapilog.verification.peers;

import io.fapilog.Fapilog;
import io.fapilog.verification.benchmarks.Orders;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What the pipelines have in common. */
final class Shop {
    /** What is before and behind the number of an order in its message. */
    static final String BEFORE = "order ";

    static final String BEHIND = " accepted: ";

    private Shop() {}

    /** Where the receiver takes the pushes of Loki's clients. */
    static String push(int port) {
        return "http://127.0.0.1:" + port + "/loki/api/v1/push";
    }

    /** The sink of fapilog: it waits for room instead of dropping. */
    static String sink(int port) {
        return "loki://127.0.0.1:" + port + "?labels=app=shop&overflow=block&block_timeout=60s";
    }

    /** {@link #sink} in an XML file. */
    static String sinkInXml(int port) {
        return sink(port).replace("&", "&amp;");
    }

    static void log(Logger logger, long number) {
        logger.info(Orders.PATTERN, number, number % 7, number % 9_973 / 100.0, number % 12);
    }

    /** Delivers the events of an appender, whose close delivers them in the background. */
    static void flush(@Nullable Fapilog fapilog) {
        if (fapilog != null) {
            fapilog.flush(Duration.ofMinutes(1));
        }
    }
}
