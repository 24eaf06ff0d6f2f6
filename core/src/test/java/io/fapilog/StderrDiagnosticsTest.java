package io.fapilog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.testkit.ManualTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StderrDiagnosticsTest {
    private final ManualTime time = new ManualTime();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Diagnostics diagnostics =
            new LimitedDiagnostics(new StderrDiagnostics(new PrintStream(bytes, true, UTF_8), time), time);

    @Test
    void warn_againOnTheSameKey_isReportedOnceAMinuteWithACount() {
        for (int i = 0; i < 5; i++) {
            diagnostics.warn("push", "refused");
        }
        diagnostics.warn("other", "else");
        time.advance(Duration.ofSeconds(61));
        diagnostics.warn("push", "refused");
        assertThat(bytes.toString(UTF_8).lines().map(line -> line.substring(21)))
                .containsExactly(
                        "WARN fapilog: refused", "WARN fapilog: else", "WARN fapilog: refused (and 4 more like this)");
    }

    @Test
    void info_theSameAgain_isSaidOnceAMinute() {
        diagnostics.info("well again");
        diagnostics.info("well again");
        assertThat(bytes.toString(UTF_8).lines()).singleElement().asString().endsWith("Z INFO fapilog: well again");
    }

    @Test
    void warn_manyKeys_areForgotten() {
        for (int i = 0; i < 300; i++) {
            diagnostics.warn("key" + i, "message " + i);
        }
        assertThat(bytes.toString(UTF_8).lines()).hasSize(300);
    }
}
