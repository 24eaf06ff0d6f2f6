package io.fapilog.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.Finding;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.SinkStats;
import io.fapilog.devloki.DevLoki;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink is checked while it works, with its spool in use. */
class CheckBesideWorkTest {
    private static final int EVENTS = 200;

    @TempDir
    private Path directory;

    @Test
    void check_ofAWorkingSinkWithASpool_findsNoFaultAndDisturbsNothing() {
        try (DevLoki loki = DevLoki.start();
                Fapilog fapilog = Fapilog.builder()
                        .environment(false)
                        .sink(loki.lokiUri() + "?labels=app=shop&spool=" + directory.resolve("spool"))
                        .start()) {
            List<Finding> findings = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                fapilog.log(LogEvent.builder(Level.INFO, "shop", "event " + i).build());
                if (i == EVENTS / 2) {
                    fapilog.check(false, findings::add);
                }
            }
            assertThat(findings).extracting(Finding::subject).contains("spool", "push", "query");
            assertThat(findings.toString()).doesNotContain("FAIL");
            assertThat(fapilog.flush(Duration.ofMinutes(1))).isTrue();
            SinkStats stats = fapilog.stats().get(0);
            assertThat(stats.events().accepted()).isEqualTo(EVENTS);
            assertThat(stats.events().delivered()).isEqualTo(EVENTS);
            loki.events().withMessage("event ").withLogger("shop").hasSize(EVENTS);
            loki.events().withMessage("fapilog check").hasSize(1);
        }
    }
}
