package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fapilog.spi.TimeSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitedDiagnosticsTest {
    private final List<String> told = new ArrayList<>();
    private boolean failing;
    private final Diagnostics limited = new LimitedDiagnostics(new Port(), TimeSource.system());

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

    /** Diagnostics that fail on demand. */
    private final class Port implements Diagnostics {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String key, String message) {
            if (failing) {
                throw new OutOfMemoryError("simulated");
            }
            told.add(message);
        }
    }
}
