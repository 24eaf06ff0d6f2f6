package io.fapilog.verification.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The memory that a log call allocates on the thread of its caller, in bytes, which does not depend on the machine. */
class AllocationTest {
    private static final int CALLS = 20_000;
    /** Within so many rounds, the compiler of the JVM has compiled the call. */
    private static final int MOST_ROUNDS = 500;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final CallBenchmark calls = new CallBenchmark();

    @Test
    void logCall_ofLogback_allocatesAtMost350Bytes() {
        assertThat(leastAllocatedBy(calls::logback, 350)).isLessThanOrEqualTo(350);
    }

    @Test
    void logCall_ofLog4j2_allocatesAtMost250Bytes() {
        assertThat(leastAllocatedBy(calls::log4j2, 250)).isLessThanOrEqualTo(250);
    }

    @Test
    void redaction_ofACleanEvent_allocatesNothing() {
        RedactionBenchmark masking = new RedactionBenchmark();
        masking.redact = "all";
        masking.text = "clean";
        masking.prepare();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < MOST_ROUNDS && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                masking.redact();
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / CALLS);
        }
        assertThat(least).isZero();
    }

    /** The least that a round of calls has allocated per call; ends once this is not more than {@code wanted}. */
    private long leastAllocatedBy(Consumer<CallBenchmark.Caller> call, long wanted) {
        calls.appender = "fapilog";
        calls.connect();
        try {
            CallBenchmark.Caller caller = new CallBenchmark.Caller();
            long least = Long.MAX_VALUE;
            for (int round = 0; round < MOST_ROUNDS && least > wanted; round++) {
                least = Math.min(least, allocatedBy(call, caller));
            }
            return least;
        } finally {
            calls.close();
        }
    }

    private long allocatedBy(Consumer<CallBenchmark.Caller> call, CallBenchmark.Caller caller) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            call.accept(caller);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
    }
}
