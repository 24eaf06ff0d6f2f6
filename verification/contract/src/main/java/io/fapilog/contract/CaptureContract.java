package io.fapilog.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests of what an adapter captures at the log call, from hostile values and many threads too. */
abstract class CaptureContract extends DrivenSystem {
    @Test
    void log_whatChangesAfterTheCall_isAsItWasAtTheCall() {
        start();
        Captured.at("a").hold();
        StringBuilder changing = new StringBuilder("before");
        system.log(Call.of("it is {}", changing).context(context("before")));
        changing.replace(0, changing.length(), "after");
        system.log(Call.of("it is {}", changing).context(context("after")));
        Captured.at("a").release();
        List<Map<String, Object>> lines = lines(2);
        assertThat(lines).extracting(line -> line.get("message")).containsExactly("it is before", "it is after");
        if (can(Capability.CONTEXT)) {
            assertThat(lines).extracting(line -> line.get("state")).containsExactly("before", "after");
        }
    }

    @Test
    void log_throwableThatChangesAfterTheCall_isAsItWasAtTheCall() {
        assumeTrue(can(Capability.THROWABLE_AT_THE_CALL));
        start();
        Captured.at("a").hold();
        IOException cause = new IOException("cause");
        Exception thrown = new IllegalStateException("outer", cause);
        thrown.addSuppressed(new IllegalArgumentException("suppressed"));
        Exception bare = new IllegalStateException();
        Exception late = new IllegalStateException("late");
        for (Exception each : List.of(thrown, bare)) {
            system.log(Call.of("failed").thrown(each));
            each.addSuppressed(late);
            each.setStackTrace(new StackTraceElement[0]);
        }
        cause.setStackTrace(new StackTraceElement[0]);
        bare.initCause(late);
        Captured.at("a").release();
        List<String> traces = lines(2).stream()
                .map(line -> String.valueOf(line.get("exception_stacktrace")))
                .toList();
        assertThat(traces)
                .allSatisfy(trace -> assertThat(trace)
                        .containsPattern("IllegalStateException[^\n]*\n\tat " + CaptureContract.class.getName())
                        .doesNotContain("late"));
        assertThat(traces.get(0))
                .contains("\n\tSuppressed: java.lang.IllegalArgumentException: suppressed\n\t\tat ")
                .contains("\nCaused by: java.io.IOException: cause\n\tat ");
    }

    @Test
    void log_throwableWithATextOfItsOwn_hasIt() {
        start();
        system.log(Call.of("failed").thrown(new NumberedException()));
        assertThat(onlyLine().get("exception_stacktrace")).asString().startsWith("syntax error in line 7\n\tat ");
    }

    @Test
    void log_manyThreads_losesNothingAndKeepsTheOrderOfEach() throws InterruptedException {
        start();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> new Thread(
                        () -> IntStream.range(0, 3_000).forEach(i -> system.log(Call.of("{}", "e" + i))), "t" + thread))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        List<String> all = IntStream.range(0, 3_000).mapToObj(i -> "e" + i).toList();
        List<Map<String, Object>> lines = lines(12_000);
        for (Thread thread : threads) {
            assertThat(lines.stream()
                            .filter(line -> thread.getName().equals(line.get("thread")))
                            .map(line -> line.get("message")))
                    .containsExactlyElementsOf(all);
        }
    }

    @ParameterizedTest
    @MethodSource("hostileCalls")
    void log_hostileValue_harmsNothingButItself(Call call) {
        assumeTrue(!Hostile.isThrown(call) || can(Capability.HOSTILE_THROWABLE));
        start();
        assertThatCode(() -> system.log(call)).doesNotThrowAnyException();
        system.log(Call.of("next"));
        assertThat(lines(2)).last().extracting(line -> line.get("message")).isEqualTo("next");
        assertThat(fapilog().stats().get(0).events().delivered()).isEqualTo(2);
    }

    static Stream<Call> hostileCalls() {
        return Hostile.calls();
    }

    @Test
    void log_throwableWhoseMessageBlocks_holdsUpItsCallerOnly() throws InterruptedException {
        assumeTrue(can(Capability.SYNCHRONOUS));
        start();
        BlockingException blocking = new BlockingException();
        Thread caller = new Thread(() -> system.log(Call.of("blocked").thrown(blocking)), "caller");
        caller.start();
        assertThat(blocking.entered.await(60, TimeUnit.SECONDS)).isTrue();
        IntStream.range(0, 100).forEach(i -> system.log(Call.of("next")));
        assertThat(lines(100)).extracting(line -> line.get("message")).containsOnly("next");
        blocking.released.countDown();
        caller.join();
        assertThat(lines(101).get(100)).containsEntry("message", "blocked");
    }

    private Map<String, String> context(String state) {
        return can(Capability.CONTEXT) ? Map.of("state", state) : Map.of();
    }

    /** An exception whose {@code toString} is its own, like those of parsers. */
    private static final class NumberedException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("OverrideThrowableToString") // as applications do
        public String toString() {
            return "syntax error in line 7";
        }
    }

    /** An exception whose message is not available until it is released. */
    private static final class BlockingException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        final transient CountDownLatch entered = new CountDownLatch(1);
        final transient CountDownLatch released = new CountDownLatch(1);

        @Override
        public String getMessage() {
            entered.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "late";
        }
    }
}
