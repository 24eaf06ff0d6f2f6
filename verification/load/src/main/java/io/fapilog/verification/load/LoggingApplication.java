package io.fapilog.verification.load;

import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Recorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application that logs at a steady rate through SLF4J and measures each call. Its requests are {@code start RATE},
 * {@code state}, {@code calls} (the times of the calls since the last such request, in nanoseconds) and {@code stop}.
 */
final class LoggingApplication implements Requests {
    private static final Logger LOG = LoggerFactory.getLogger("load.Orders");
    private static final int GROUP = 20;
    private static final long LONGEST_CALL_NANOS = 60_000_000_000L;

    private final Recorder calls = new Recorder(LONGEST_CALL_NANOS, 3);
    private volatile boolean running = true;
    private volatile long logged;
    private final AtomicLong failed = new AtomicLong();

    public static void main(String[] arguments) throws IOException {
        LoggingApplication application = new LoggingApplication();
        Requests.serve(System.out, application);
        application.running = false;
    }

    @Override
    public State answer(String request) {
        String[] words = request.split(" ", -1);
        switch (words[0]) {
            case "start" -> new Thread(() -> log(Integer.parseInt(words[1])), "orders").start();
            case "stop" -> running = false;
            case "calls" -> {
                return calls();
            }
            default -> {}
        }
        return state();
    }

    private void log(int perSecond) {
        long start = System.nanoTime();
        for (long i = 0; running; i++) {
            long before = System.nanoTime();
            logOrder(i);
            calls.recordValue(Math.min(LONGEST_CALL_NANOS, System.nanoTime() - before));
            logged = i + 1;
            if (i % GROUP == 0) {
                LockSupport.parkNanos(start + i * 1_000_000_000L / perSecond - System.nanoTime());
            }
        }
    }

    private void logOrder(long i) {
        try {
            LOG.info(
                    "{} order accepted: customer c-{} takes {} items for {} from warehouse {} by carrier {}",
                    i,
                    Long.toHexString(i * 0x9E3779B97F4A7C15L),
                    i % 7,
                    i % 9_973 / 100.0,
                    i % 12,
                    i % 5);
        } catch (RuntimeException | Error e) {
            failed.incrementAndGet();
        }
    }

    private State calls() {
        return ProcessFigures.addPercentiles(State.of(), calls.getIntervalHistogram());
    }

    private State state() {
        long before = logged;
        SinkStats stats = Fapilog.current().stats().get(0);
        return State.of()
                .with("logged", before)
                .with("failed", failed.get())
                .with("accepted", stats.events().accepted())
                .with("delivered", stats.events().delivered())
                .with("dropped", stats.events().totalDropped())
                .with("rejected", stats.events().rejected())
                .with("spooled", stats.spool().spooled())
                .with("pending", stats.events().pending())
                .with("spoolBytes", stats.spool().bytes())
                .with("balances", stats.balances() ? 1 : 0)
                .with("heap", heapAfterCollection())
                .with("collecting", ProcessFigures.collectionMillis())
                .with("processor", ProcessFigures.processorNanos());
    }

    /** The used bytes of all heap pools after their last collection. */
    private static long heapAfterCollection() {
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage usage = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            bytes += usage == null ? 0 : usage.getUsed();
        }
        return bytes;
    }
}
