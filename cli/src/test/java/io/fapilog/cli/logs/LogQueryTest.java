package io.fapilog.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.Limits;
import io.fapilog.devloki.StoredEntry;
import io.fapilog.spi.SinkQuery;
import io.fapilog.spi.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages of a query. */
final class LogQueryTest {
    private static final long SECOND = 1_000_000_000L;

    private final long start = TimeSource.system().epochNanos() - 600 * SECOND;
    private final List<String> warnings = new ArrayList<>();
    private DevLoki server;
    private LogsRig rig;

    @BeforeEach
    void start() {
        server = DevLoki.builder()
                .limits(Limits.defaults().tenantRate(1L << 30, 1L << 30).streamRate(1L << 30, 1L << 30))
                .start();
        rig = new LogsRig(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void forwardAndNewest_randomLinesWithEqualTimes_areAllLinesOnceInOrder() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int times = 1 + random.nextInt(4_000);
        for (int i = 0; i < 6_000; i++) {
            rig.line(start + random.nextInt(times), "line " + i, Map.of("app", "a" + random.nextInt(3)), Map.of());
        }
        rig.push();
        List<LogLine> forward = new ArrayList<>();
        query("{app=~\".+\"}").forward(start, start + SECOND, forward::addAll);
        assertThat(forward)
                .as("seed %s", seed)
                .hasSize(6_000)
                .isSortedAccordingTo((a, b) -> Long.compare(a.nanos(), b.nanos()));
        assertThat(forward)
                .as("seed %s", seed)
                .extracting(LogLine::line)
                .containsExactlyInAnyOrderElementsOf(
                        server.entries().stream().map(StoredEntry::line).toList());

        int most = 1 + random.nextInt(7_000);
        List<LogLine> newest = query("{app=~\".+\"}").newest(start, start + SECOND, most);
        assertThat(newest)
                .as("seed %s, most %s", seed, most)
                .hasSize(Math.min(most, 6_000))
                .doesNotHaveDuplicates()
                .extracting(LogLine::nanos)
                .containsExactlyElementsOf(forward.subList(forward.size() - newest.size(), forward.size()).stream()
                        .map(LogLine::nanos)
                        .toList());
        assertThat(warnings).isEmpty();
    }

    @Test
    void forward_moreLinesOfOneTimeThanAPage_areSaidToBeLeftOut() throws Exception {
        for (int i = 0; i < 5_200; i++) {
            rig.line(start, "line " + i, Map.of("app", "a"), Map.of());
        }
        rig.line(start + 1, "next", Map.of("app", "a"), Map.of()).push();
        List<LogLine> lines = new ArrayList<>();
        query("{app=\"a\"}").forward(start, start + SECOND, lines::addAll);
        assertThat(lines).hasSize(5_001).extracting(LogLine::line).endsWith("next");
        assertThat(warnings).singleElement().asString().contains("more than 5000 lines have the time " + start);
        warnings.clear();
        assertThat(query("{app=\"a\"}").newest(start, start + SECOND, 100_000)).hasSize(5_001);
        assertThat(warnings).hasSize(1);
    }

    @Test
    void forward_moreBytesThanAnAnswerMayHave_asksForSmallerPages() throws Exception {
        String filling = "0123456789".repeat(20_000);
        for (int i = 0; i < 150; i++) {
            rig.line(start + i, i + filling, Map.of("app", "a"), Map.of());
            if (i % 10 == 9) {
                rig.push();
            }
        }
        List<LogLine> lines = new ArrayList<>();
        query("{app=\"a\"}").forward(start, start + SECOND, lines::addAll);
        assertThat(lines).hasSize(150);
        assertThat(query("{app=\"a\"}").newest(start, start + SECOND, 120)).hasSize(120);
    }

    @Test
    void labelsMetadataAndWhatTheQueryExtracts_areToldApart() throws Exception {
        rig.line(start, "{\"sku\":\"x\"}", Map.of("app", "a"), Map.of("trace_id", "t"))
                .push();
        LogLine line =
                query("{app=\"a\"} | json").newest(start, start + SECOND, 1).get(0);
        assertThat(line.labels()).containsOnly(Map.entry("app", "a"), Map.entry("service_name", "a"));
        assertThat(line.metadata()).containsEntry("trace_id", "t").doesNotContainKey("sku");
        assertThat(line.parsed()).containsEntry("sku", "x");
    }

    @Test
    void query_thatGivesNoLines_isRefused() {
        assertThatThrownBy(() -> query("rate({app=\"a\"}[1m])").newest(start, start + SECOND, 1))
                .isInstanceOfSatisfying(
                        SinkQuery.Failure.class, e -> assertThat(e.status()).isEqualTo(400))
                .hasMessageContaining("the query gives a matrix, not lines");
        assertThatThrownBy(() -> query("{app=").newest(start, start + SECOND, 1))
                .hasMessageContaining("answered 400: parse error at line 1");
    }

    private LogQuery query(String text) {
        return new LogQuery(LogsRig.query(server.lokiUri()), text, TimeSource.system(), warnings::add);
    }
}
