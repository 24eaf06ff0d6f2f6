package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fapilog.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitedDiagnosticsTest {
    private final ManualTime time = new ManualTime();
    private final List<String> told = new ArrayList<>();
    private boolean failing;
    private final Diagnostics limited = new LimitedDiagnostics(new Port(), time);

    @Test
    void warn_again_isLeftOut() {
        limited.warn("a", "first");
        limited.warn("a", "second");
        limited.warn("b", "another");
        assertThat(told).containsExactly("first", "another");
    }

    @Test
    void warn_afterOneThatCouldNotBeReported_isReported() {
        failing = true;
        assertThatThrownBy(() -> limited.warn("a", "first")).isInstanceOf(OutOfMemoryError.class);
        failing = false;
        limited.warn("a", "second");
        assertThat(told).containsExactly("second");
    }

    @Test
    void info_again_isLeftOutForAMinuteAndThenCounted() {
        for (int i = 0; i < 30; i++) {
            limited.info("again", "works again, after " + i + " s");
        }
        limited.info("something else");
        limited.info("something else");
        limited.warn("again", "a warning of the same key");
        time.advance(Duration.ofMinutes(1));
        limited.info("again", "works again");
        assertThat(told)
                .containsExactly(
                        "works again, after 0 s",
                        "something else",
                        "a warning of the same key",
                        "works again (and 29 more like this)");
    }

    /** Diagnostics that fail on demand. */
    private final class Port implements Diagnostics {
        @Override
        public void info(String message) {
            told.add(message);
        }

        @Override
        public void warn(String key, String message) {
            if (failing) {
                throw new OutOfMemoryError("simulated");
            }
            told.add(message);
        }
    }
}
