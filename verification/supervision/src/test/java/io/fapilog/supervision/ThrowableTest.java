package io.fapilog.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Diagnostics;
import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.SinkStats;
import io.fapilog.devloki.DevLoki;
import io.fapilog.testkit.Child;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Throwables from a sink, from the application's objects or from the JVM itself: each one affects only the event or the
 * sink that it concerns.
 */
class ThrowableTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int EVENTS = 200;
    private static final int TIMES = 3;
    private static final List<Supplier<Error>> ERRORS = List.of(
            () -> new OutOfMemoryError("simulated"),
            () -> new NoClassDefFoundError("simulated"),
            ThrowableTest::stackOverflow,
            () -> new Error("simulated"));

    private final DevLoki loki = DevLoki.start();
    private final Warnings warnings = new Warnings();

    @AfterEach
    void stop() {
        loki.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"doWork", "untilWork", "wakeAt", "flush", "settledThrough", "pendingBytes"})
    void sinkThrows_theWorkerContinuesAndLosesNothing(String method) {
        for (Supplier<Error> error : ERRORS) {
            FaultySink.Plan plan = new FaultySink.Plan(method, error, TIMES);
            SinkStats stats = logTo(plan);
            assertThat(stats.events().delivered()).isEqualTo(EVENTS);
            assertThat(plan.arrived).isEqualTo(Arrived.numbered("", EVENTS));
            assertThat(plan.left).hasValueLessThan(TIMES);
        }
        assertThat(warnings.all()).anyMatch(warning -> warning.contains("faulty") && warning.contains("simulated"));
    }

    @Test
    void sinkThrowsInAppend_costsTheEventsThatItWasGiven() {
        for (Supplier<Error> error : ERRORS) {
            FaultySink.Plan plan = new FaultySink.Plan("append", error, TIMES);
            SinkStats stats = logTo(plan);
            assertThat(stats.events().delivered()).isEqualTo(EVENTS - TIMES);
            assertThat(stats.events().dropped()).containsEntry(DropReason.ENCODING_FAILED, (long) TIMES);
        }
        assertThat(warnings.all()).anyMatch(warning -> warning.contains("simulated"));
    }

    @Test
    void sinkThrowsInClose_theCloseEndsAndReportsIt() {
        logTo(new FaultySink.Plan("close", () -> new Error("simulated"), TIMES));
        assertThat(warnings.all()).singleElement().asString().contains("faulty", "closing", "simulated");
    }

    @Test
    void diagnosticsThrow_hasNoEffect() {
        Diagnostics throwing = new Diagnostics() {
            @Override
            public void info(String message) {
                throw new NoClassDefFoundError("diagnostics");
            }

            @Override
            public void warn(String key, String message) {
                throw stackOverflow();
            }
        };
        FaultySink.Plan plan = new FaultySink.Plan("doWork", () -> new Error("simulated"), TIMES);
        try (Fapilog fapilog =
                builder().diagnostics(throwing).sink(plan.source()).start()) {
            assertThat(log(fapilog, "0")).isTrue();
            assertThat(fapilog.flush(LIMIT)).isTrue();
        }
        assertThat(plan.arrived).containsExactly("0");
    }

    @Test
    void attributeThatOverflowsTheStack_costsOnlyItsValue() {
        Object endless = new Object() {
            @Override
            public String toString() {
                return "x" + this;
            }
        };
        try (Fapilog fapilog = builder().sink(loki.lokiUri() + "?labels=app=a").start()) {
            assertThat(fapilog.log(LogEvent.builder(Level.INFO, "test", "endless")
                            .attribute("endless", endless)
                            .build()))
                    .isTrue();
        }
        assertThat(loki.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.line()).contains("endless", "StackOverflowError"));
    }

    @Test
    void stackOverflow_whileLogging_leavesTheAccountWhole() throws InterruptedException {
        try (Fapilog fapilog = builder().sink(loki.lokiUri() + "?labels=app=a").start()) {
            for (int i = 0; i < 50; i++) {
                int used = i;
                Thread small = new Thread(null, () -> descendFrom(fapilog, used), "small", 256 << 10);
                small.start();
                small.join();
            }
            assertThat(fapilog.flush(LIMIT)).as("%s", fapilog.stats()).isTrue();
            SinkStats stats = fapilog.stats().get(0);
            assertThat(stats.balances()).isTrue();
            assertThat(stats.events().pending()).isZero();
            assertThat(stats.events().delivered() + stats.events().totalDropped())
                    .isEqualTo(stats.events().accepted());
            assertThat(loki.entries()).hasSize((int) stats.events().delivered());
            assertThat(log(fapilog, "afterwards")).isTrue();
        }
        assertThat(Arrived.at(loki)).endsWith("afterwards");
    }

    @Test
    void heapFull_whileLogging_theApplicationAndTheWorkerContinue() throws Exception {
        // With eliminated allocations, the JVM throws past all handlers when it leaves compiled code without memory.
        assertThat(fillHeap("-XX:-EliminateAllocations").out()).contains("thrown=0 ");
    }

    @Test
    void heapFull_theJvmThrowsPastAllHandlers_theWorkerContinues() throws Exception {
        Child unused = fillHeap("-XX:+EliminateAllocations");
    }

    private Child fillHeap(String option) throws Exception {
        Child child = Child.run(
                FullHeapApplication.class,
                Map.of(),
                List.of("-Xmx32m", option),
                loki.lokiUri() + "?labels=app=heap&buffer=2MiB&batch_bytes=64KiB&timeout=2s&backoff_min=50ms"
                        + "&backoff_max=1s");
        assertThat(child.exit()).as("%s", child).isZero();
        assertThat(child.out()).as("%s", child).contains("flushed=true", "pending=0 ", "balances=true");
        assertThat(Arrived.at(loki)).as("%s", child).containsAll(Arrived.numbered("afterwards ", 100));
        return child;
    }

    /** Logs to a faulty sink and to a working one, which must get every event. */
    private SinkStats logTo(FaultySink.Plan plan) {
        loki.clear();
        Fapilog fapilog = builder()
                .diagnostics(warnings)
                .sink(plan.source())
                .sink(loki.lokiUri() + "?labels=app=sound")
                .start();
        for (int i = 0; i < EVENTS; i++) {
            assertThat(log(fapilog, "" + i)).isTrue();
        }
        assertThat(fapilog.flush(LIMIT)).as("%s", fapilog.stats()).isTrue();
        assertThat(fapilog.close(LIMIT)).isTrue();
        assertThat(Arrived.at(loki)).isEqualTo(Arrived.numbered("", EVENTS));
        SinkStats stats = fapilog.stats().get(0);
        assertThat(stats.balances()).isTrue();
        assertThat(stats.events().pending()).isZero();
        return stats;
    }

    /** Logs at every depth until the stack overflows, somewhere within the log call. */
    @SuppressWarnings("InfiniteRecursion") // the stack has to overflow
    private static void descend(Fapilog fapilog, int depth) {
        log(fapilog, "at " + depth);
        descend(fapilog, depth + 1);
    }

    /** Uses this many frames of the stack before it logs. */
    private static void descendFrom(Fapilog fapilog, int used) {
        if (used > 0) {
            descendFrom(fapilog, used - 1);
            return;
        }
        try {
            descend(fapilog, 0);
        } catch (StackOverflowError e) {
            // The error comes from the application's own calls.
        }
    }

    private static StackOverflowError stackOverflow() {
        try {
            return new StackOverflowError("simulated " + endless(0));
        } catch (StackOverflowError e) {
            return e;
        }
    }

    @SuppressWarnings("InfiniteRecursion") // the stack has to overflow
    private static int endless(int depth) {
        return 1 + endless(depth + 1);
    }

    private static FapilogBuilder builder() {
        return Fapilog.builder().jmx(false);
    }

    private static boolean log(Fapilog fapilog, String message) {
        return fapilog.log(LogEvent.builder(Level.INFO, "test", message).build());
    }
}
