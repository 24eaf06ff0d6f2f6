package io.fapilog.supervision;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.SinkStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application that repeatedly fills its heap to the last bytes while other threads log to {@code SINK}. It prints
 * the errors that log calls threw, and the final counts of the ledger.
 */
final class FullHeapApplication {
    private static final int ROUNDS = 6;

    private static final List<byte[]> HOARD = new ArrayList<>();

    private static volatile boolean stop;

    private FullHeapApplication() {}

    public static void main(String[] arguments) throws InterruptedException {
        AtomicInteger thrown = new AtomicInteger();
        Fapilog fapilog = Fapilog.builder()
                .environment(false)
                .jmx(false)
                .sink(arguments[0])
                .install();
        LogEvent event = LogEvent.builder(Level.INFO, "heap", "prepared").build();
        Thread direct = new Thread(() -> logOn(() -> fapilog.log(event), thrown));
        Logger logger = LoggerFactory.getLogger("heap");
        // A class whose initialization fails for lack of memory stays unusable, so the HTTP client is used beforehand.
        logger.info("before");
        fapilog.flush(Duration.ofMinutes(1));
        Thread slf4j = new Thread(() -> logOn(() -> logger.info("while the heap is full"), thrown));
        direct.start();
        slf4j.start();
        for (int i = 0; i < ROUNDS; i++) {
            fill();
        }
        stop = true;
        direct.join();
        slf4j.join();
        boolean drained = fapilog.flush(Duration.ofMinutes(1));
        for (int i = 0; i < 100; i++) {
            logger.info("afterwards {}", i);
        }
        boolean flushed = drained && fapilog.flush(Duration.ofMinutes(1));
        SinkStats stats = fapilog.stats().get(0);
        System.out.println("thrown=" + thrown + " flushed=" + flushed + " pending="
                + stats.events().pending() + " balances=" + stats.balances() + " " + stats);
        fapilog.close();
    }

    /** Allocates until the heap is full, holds the memory for a short time, and releases it. */
    private static void fill() {
        int size = 1 << 20;
        while (size >= 16) {
            try {
                HOARD.add(new byte[size]);
            } catch (OutOfMemoryError e) {
                size /= 2;
            }
        }
        for (int i = 0; i < 100_000; i++) {
            Thread.onSpinWait();
        }
        HOARD.clear();
    }

    private static void logOn(Runnable call, AtomicInteger thrown) {
        while (!stop) {
            try {
                call.run();
            } catch (Throwable e) {
                thrown.incrementAndGet();
            }
        }
    }
}
