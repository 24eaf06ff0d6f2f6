package io.fapilog.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Thrown;
import java.io.PrintWriter;
import java.io.Serial;
import java.io.StringWriter;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StackTraceTextTest {
    private static final int PLENTY = 1 << 24;

    static Stream<Throwable> ordinary() {
        Throwable suppressing = new IllegalStateException("outer", nested(3));
        suppressing.addSuppressed(new IllegalArgumentException("first", nested(2)));
        Throwable second = new RuntimeException();
        second.addSuppressed(new Error("inner"));
        suppressing.addSuppressed(second);
        Throwable cycle = new RuntimeException("a");
        cycle.initCause(new RuntimeException("b", cycle));
        Throwable suppressedCycle = new RuntimeException("a");
        Throwable b = new RuntimeException("b");
        suppressedCycle.addSuppressed(b);
        b.addSuppressed(suppressedCycle);
        Throwable shared = new RuntimeException("shared");
        Throwable twice = new RuntimeException("twice", shared);
        twice.addSuppressed(shared);
        Throwable bare = new RuntimeException("no frames");
        bare.setStackTrace(new StackTraceElement[0]);
        return Stream.of(
                new RuntimeException(),
                new RuntimeException("message"),
                new RuntimeException("two\nlines"),
                nested(1),
                nested(20),
                nested(64),
                suppressing,
                cycle,
                suppressedCycle,
                twice,
                bare,
                new RuntimeException("wraps", bare),
                new Numbered(7),
                overflow());
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void of_ordinaryThrowable_equalsPrintStackTrace(Throwable thrown) {
        StackTraceText text = text(thrown, PLENTY);

        assertThat(text.text()).isEqualTo(printed(thrown));
        assertThat(text.type()).isEqualTo(thrown.getClass().getName());
        assertThat(text.message()).isEqualTo(thrown.getMessage());
        assertThat(text.droppedBytes()).isZero();
    }

    @Test
    void of_thousandsOfCauses_isMarkedWhereItStops() {
        Throwable thrown = nested(100_000);

        String text = text(thrown, PLENTY).text();

        assertThat(text).endsWith("Caused by: [more than 64 nested, the others left out]\n");
        assertThat(text.lines().filter(l -> l.startsWith("Caused by: java.lang.IllegalStateException: level")))
                .hasSize(64);
    }

    @Test
    void of_causesMadeOnDemandWithLongMessages_ends() {
        class Endless extends RuntimeException {
            @Serial
            private static final long serialVersionUID = 1L;

            Endless() {
                super("x".repeat(8 << 20));
            }

            @Override
            public synchronized Throwable getCause() {
                Endless cause = new Endless();
                cause.addSuppressed(new Endless());
                cause.addSuppressed(new Endless());
                return cause;
            }
        }

        StackTraceText text = text(new Endless(), 1_024);

        assertThat(text.text()).hasSize(1_024);
        assertThat(text.droppedBytes()).isBetween(1L << 23, 1L << 24);
    }

    @Test
    void of_throwableWhoseMethodsThrow_keepsTypeAndTheOthers() {
        Throwable thrown = new Hostile(() -> {
            throw new UnsupportedOperationException();
        });
        thrown.addSuppressed(new RuntimeException("innocent"));

        assertThat(text(thrown, PLENTY).text())
                .startsWith(Hostile.class.getName()
                        + ": [getMessage failed: java.lang.UnsupportedOperationException]\n"
                        + "\tSuppressed: java.lang.RuntimeException: innocent\n");
    }

    @Test
    void of_throwableWhoseMethodsGiveNull_showsWhatThereIs() {
        assertThat(text(new Hostile(() -> null), PLENTY).text()).isEqualTo(Hostile.class.getName() + "\n");
    }

    @Test
    void of_framesThatAreNull_showsThemAsNull() {
        Throwable thrown = new Hostile(() -> new StackTraceElement[] {null});

        assertThat(text(new RuntimeException("outer", thrown), PLENTY).text())
                .endsWith(Hostile.class.getName() + "\n\tat null\n");
    }

    private static StackTraceText text(Throwable thrown, int mostChars) {
        return StackTraceText.of(Thrown.of(thrown), mostChars);
    }

    private static Throwable nested(int causes) {
        Throwable thrown = new RuntimeException("innermost");
        for (int i = 0; i < causes; i++) {
            thrown = new IllegalStateException("level " + i, thrown);
        }
        return thrown;
    }

    private static Throwable overflow() {
        try {
            return new RuntimeException("unreachable " + recurse(0));
        } catch (StackOverflowError e) {
            return e;
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    private static String printed(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    /** An exception with its own {@code toString}, like those of parsers, which add the line number. */
    private static final class Numbered extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final int line;

        Numbered(int line) {
            super("syntax");
            this.line = line;
        }

        @Override
        @SuppressWarnings("OverrideThrowableToString") // as applications do
        public String toString() {
            return "Numbered; line " + line;
        }
    }

    private static final class Hostile extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Supplier<StackTraceElement @Nullable []> frames;

        Hostile(Supplier<StackTraceElement @Nullable []> frames) {
            this.frames = frames;
        }

        @Override
        public @Nullable String getMessage() {
            StackTraceElement[] ignored = frames.get();
            return null;
        }

        @Override
        @SuppressWarnings("NullAway") // hostile
        public StackTraceElement[] getStackTrace() {
            return frames.get();
        }

        @Override
        public synchronized @Nullable Throwable getCause() {
            StackTraceElement[] ignored = frames.get();
            return null;
        }
    }
}
