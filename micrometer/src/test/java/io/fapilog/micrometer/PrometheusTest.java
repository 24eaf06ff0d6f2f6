package io.fapilog.micrometer;

import static io.fapilog.micrometer.Pipelines.LONG;
import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.micrometer.TestSink.Answer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Pipelines pipelines = new Pipelines();

    @AfterEach
    void closeAndCheckTheLedgers() {
        pipelines.close();
    }

    @Test
    void scrape_atTheStart_hasEveryReasonAtZero() {
        new FapilogMeters(pipelines.start("a")).bindTo(registry);
        String scrape = registry.scrape();
        for (DropReason reason : DropReason.values()) {
            assertThat(scrape)
                    .contains("fapilog_events_dropped_total{reason=\"" + reason.label() + "\",sink=\"a\"} 0.0\n");
        }
        assertThat(scrape).contains("fapilog_last_success_age_seconds{sink=\"a\"} NaN\n");
    }

    @Test
    void scrape_newStatus_isInTheNextScrape() {
        Fapilog fapilog = pipelines.start("a", "b");
        new FapilogMeters(fapilog).bindTo(registry);
        Pipelines.log(fapilog, 1);
        assertThat(fapilog.flush(LONG)).isTrue();
        registry.scrape();
        assertThat(registry.scrape())
                .contains("fapilog_pushes_total{sink=\"a\",status=\"204\"} 1.0\n")
                .contains("fapilog_pushes_total{sink=\"b\",status=\"204\"} 1.0\n");
        pipelines.last().answer(Answer.REJECTS);
        Pipelines.log(fapilog, 1);
        await().until(() -> registry.scrape().contains("fapilog_pushes_total{sink=\"b\",status=\"400\"} 1.0\n"));
    }

    @Test
    void scrape_afterInstall_hasTheNewSinksOnce() {
        try (FapilogMeters meters = new FapilogMeters()) {
            Fapilog first = pipelines.install("a", "b");
            meters.bindTo(registry);
            Pipelines.log(first, 1);
            assertThat(first.flush(LONG)).isTrue();
            registry.scrape();
            pipelines.install("a", "c");
            List<String> accepted = registry.scrape()
                    .lines()
                    .filter(line -> line.startsWith("fapilog_events_accepted_total"))
                    .toList();
            assertThat(accepted)
                    .containsExactlyInAnyOrder(
                            "fapilog_events_accepted_total{sink=\"a\"} 0.0",
                            "fapilog_events_accepted_total{sink=\"c\"} 0.0");
            assertThat(registry.scrape()).doesNotContain("status=\"204\"");
        }
        assertThat(registry.scrape()).doesNotContain("fapilog");
    }
}
