package io.fapilog.verification.growth;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.verification.benchmarks.Orders;
import io.fapilog.verification.load.ProcessFigures;
import io.fapilog.verification.load.Requests;
import io.fapilog.verification.load.State;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An application that logs bursts in a process of its own: {@code SETTING PORT DIRECTORY}. Its request is the number of
 * events.
 */
final class GrowingApplication implements Requests {
    /** Less than the most values of a label. */
    private static final int MOST_VALUES = 40;

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Setting setting;
    private final Fapilog fapilog;
    private final String message;

    private GrowingApplication(Setting setting, int port, Path directory) {
        this.setting = setting;
        this.message = "x".repeat(setting.messageBytes() - 8);
        this.fapilog = Fapilog.builder()
                .sink("loki://127.0.0.1:" + port + "?labels=app=shop&overflow=block&block_timeout=300s&max_in_flight="
                        + setting.maxInFlight() + (setting.streams() > 1 ? "&label_fields=region,shop" : "")
                        + (setting.isSpooled() ? "&spool=" + directory.resolve("spool") : ""))
                .start();
    }

    public static void main(String[] arguments) throws IOException {
        Setting setting = Setting.parse(arguments[0]);
        GrowingApplication application = new GrowingApplication(
                setting, Integer.parseInt(arguments[1]), Files.createTempDirectory(Path.of(arguments[2]), "growth"));
        Requests.serve(System.out, application);
        application.fapilog.close(LONGEST);
    }

    @Override
    public State answer(String request) throws IOException {
        int events = Integer.parseInt(request);
        long cpu = ProcessFigures.processorNanos();
        long start = System.nanoTime();
        log(events);
        boolean isDelivered = fapilog.flush(LONGEST);
        return State.of()
                .with("events", events)
                .with("nanos", System.nanoTime() - start)
                .with("cpu", ProcessFigures.processorNanos() - cpu)
                .with("heap", heap())
                .with("lost", isDelivered ? lost() : events);
    }

    private void log(int events) throws IOException {
        ExecutorService threads = threads();
        List<Future<Void>> results = new ArrayList<>();
        for (int i = 0; i < setting.producers(); i++) {
            int producer = i;
            results.add(threads.submit((Callable<Void>) () -> {
                log(producer, events);
                return null;
            }));
        }
        try {
            for (Future<Void> result : results) {
                result.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException(e);
        } finally {
            threads.shutdown();
        }
    }

    private void log(int producer, int events) {
        for (int i = producer; i < events; i += setting.producers()) {
            int stream = i % setting.streams();
            fapilog.log(LogEvent.builder(Level.INFO, Orders.LOGGER, (10_000_000 + i) + message)
                    .attribute("region", stream / MOST_VALUES)
                    .attribute("shop", stream % MOST_VALUES)
                    .build());
        }
    }

    /** Virtual threads are called by name, because this is compiled for a JDK without them. */
    private ExecutorService threads() throws IOException {
        if (!setting.isVirtual()) {
            return Executors.newFixedThreadPool(setting.producers());
        }
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IOException(e);
        }
    }

    private long lost() {
        return fapilog.stats().stream()
                .mapToLong(sink -> sink.events().rejected() + sink.events().totalDropped())
                .sum();
    }

    /** The most bytes that were in use in the old generation. */
    private static long heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().contains("Old") || pool.getName().contains("Tenured"))
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
