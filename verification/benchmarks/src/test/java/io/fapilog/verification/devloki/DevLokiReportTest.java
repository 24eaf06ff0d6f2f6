package io.fapilog.verification.devloki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** The report works with few entries. Its figures mean nothing then. */
class DevLokiReportTest {
    @Test
    void measure_fewEntries_reportsEachFigure() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DevLokiReport(new PrintStream(out, true, UTF_8)).measure(RecordedPushes.of(2_000, 2));
        assertThat(out.toString(UTF_8))
                .contains("taken in over 1 connection ", "taken in over 2 connections", "heap in use")
                .contains("filter, not found", "rate by level");
    }
}
