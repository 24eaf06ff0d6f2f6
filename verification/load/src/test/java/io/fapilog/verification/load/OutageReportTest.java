package io.fapilog.verification.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report on an outage of a few seconds. */
class OutageReportTest {
    @TempDir
    private Path temporary;

    @Test
    void shortOutage_everyEventIsAccountedFor() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean complete = OutageReport.run(new PrintStream(out, true, UTF_8), Duration.ofSeconds(2), 5_000, temporary);
        assertThat(out.toString(UTF_8))
                .contains("without a spool", "with a spool", "log call, p99.9")
                .doesNotContain("NOT ACCOUNTED FOR");
        assertThat(complete).isTrue();
    }
}
