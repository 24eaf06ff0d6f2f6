package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.json.JsonLine;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThrownTest {
    @Test
    void of_throwableThatChangesLater_isAsItWas() {
        Exception cause = new IllegalStateException("cause");
        RuntimeException changing = new RuntimeException("outer", cause);
        changing.addSuppressed(new IllegalArgumentException("suppressed"));
        String before = text(Thrown.of(changing));
        Thrown thrown = Thrown.of(changing);

        changing.setStackTrace(new StackTraceElement[0]);
        cause.setStackTrace(new StackTraceElement[0]);
        cause.addSuppressed(new RuntimeException("late"));
        changing.addSuppressed(new RuntimeException("late"));

        assertThat(text(thrown)).isEqualTo(before).contains("\tat ").doesNotContain("late");
    }

    @Test
    void of_arraysOfTheApplication_areCopied() {
        StackTraceElement[] frames = {new StackTraceElement("shop.Orders", "place", "Orders.java", 1)};
        RuntimeException shared = new RuntimeException() {
            @Serial
            private static final long serialVersionUID = 1L;

            @Override
            public StackTraceElement[] getStackTrace() {
                return frames;
            }
        };
        Thrown captured = Thrown.of(shared);
        Thrown recorded = Thrown.recorded("T", null, null, frames, 0, List.of(), null);

        frames[0] = new StackTraceElement("shop.Other", "place", "Other.java", 1);

        assertThat(captured.frames())
                .extracting(StackTraceElement::getClassName)
                .containsExactly("shop.Orders");
        assertThat(recorded.frames())
                .extracting(StackTraceElement::getClassName)
                .containsExactly("shop.Orders");
    }

    @Test
    void of_hugeThrowable_isBounded() {
        RuntimeException wide = new RuntimeException("wide");
        Stream.generate(() -> new RuntimeException("x")).limit(5_000).forEach(wide::addSuppressed);
        RuntimeException deep = new RuntimeException("deep");
        StackTraceElement[] frames = new StackTraceElement[100_000];
        Arrays.fill(frames, new StackTraceElement("a".repeat(100_000), "b".repeat(100_000), "c", 1));
        deep.setStackTrace(frames);
        RuntimeException outer = new RuntimeException("outer", deep);
        outer.setStackTrace(frames.clone());
        frames[99_999] = new StackTraceElement("other", "b", "c", 1);
        deep.setStackTrace(frames);

        assertThat(Thrown.of(wide).suppressed())
                .hasSize(1_000)
                .last()
                .hasToString("[too many or too long exceptions, the others left out]");
        Thrown thrown = Thrown.of(outer);
        Thrown cause = Objects.requireNonNull(thrown.cause());
        assertThat(thrown.frames().size() + cause.frames().size()).isEqualTo(65_536);
        assertThat(cause.moreFrames()).isEqualTo(100_000 - cause.frames().size());
        assertThat(thrown.frames().get(0).toString()).hasSizeLessThan(4_096);
    }

    @Test
    void of_messagesMadeAtEachCall_areBoundedTogether() {
        assertThat(Thrown.of(new Endless()).size()).isLessThan(8 << 20);
    }

    @Test
    void of_whenTheStackIsAlmostFull_saysWhatFailed() throws InterruptedException {
        RuntimeException nested = new RuntimeException("innermost");
        for (int i = 0; i < 60; i++) {
            nested = new RuntimeException("outer", nested);
        }
        Throwable thrown = nested;
        List<String> causes = new ArrayList<>();
        Thread small = new Thread(null, () -> descend(thrown, causes), "small", 256 << 10);
        small.start();
        small.join();

        assertThat(causes)
                .contains(
                        "java.lang.RuntimeException: outer",
                        "[the exception cannot be recorded: java.lang.StackOverflowError]");
    }

    /** Records the exception at every depth until the stack overflows. */
    @SuppressWarnings("InfiniteRecursion") // the stack has to overflow
    private static void descend(Throwable thrown, List<String> causes) {
        try {
            causes.add(String.valueOf(Thrown.of(thrown).cause()));
            descend(thrown, causes);
        } catch (StackOverflowError e) {
            // The end of the stack.
        }
    }

    private static String text(Thrown thrown) {
        return JsonLine.stackTrace(
                LogEvent.builder(Level.INFO, "l", "m").thrown(thrown).build());
    }

    /** An exception that creates its message and its cause at each call. */
    private static final class Endless extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            return "x".repeat(100_000);
        }

        @Override
        public synchronized Throwable getCause() {
            return new Endless();
        }
    }
}
