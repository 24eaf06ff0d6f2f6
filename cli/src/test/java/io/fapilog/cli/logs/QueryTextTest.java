package io.fapilog.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.devloki.DevLoki;
import io.fapilog.spi.SinkQuery;
import io.fapilog.spi.TimeSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the options add to a query, evaluated by the server. */
final class QueryTextTest {
    private static final long NOW = TimeSource.system().epochNanos();
    private static DevLoki server;

    @BeforeAll
    static void start() throws Exception {
        server = DevLoki.start();
        new LogsRig(server)
                .line(NOW, "{\"level\":\"ERROR\",\"message\":\"in the line\"}", Map.of("app", "a"), Map.of())
                .line(NOW + 1, "plain error", Map.of("app", "a"), Map.of("level", "error"))
                .line(NOW + 2, "label", Map.of("app", "a", "level", "Critical"), Map.of())
                .line(NOW + 3, "{\"level\":\"WARNING\",\"trace_id\":\"t1\"}", Map.of("app", "b"), Map.of())
                .line(NOW + 4, "{\"level\":\"info\"}", Map.of("app", "b"), Map.of("trace_id", "t1"))
                .line(NOW + 5, "{\"level\":\"debug\",\"trace_id\":\"t2\"}", Map.of("app", "b"), Map.of())
                .line(NOW + 6, "none", Map.of("app", "b"), Map.of())
                .push();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void of_levels_keepTheseAndThoseAbove() throws Exception {
        assertThat(found("", LevelFilter.ERROR, null)).containsExactly(0L, 1L, 2L);
        assertThat(found("", LevelFilter.WARN, null)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(found("", LevelFilter.INFO, null)).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(found("", LevelFilter.DEBUG, null)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(found("", LevelFilter.TRACE, null)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void of_trace_keepsLinesThatHaveItInTheLineOrInTheirMetadata() throws Exception {
        assertThat(found("", null, "t1")).containsExactly(3L, 4L);
        assertThat(found("", LevelFilter.WARN, "t1")).containsExactly(3L);
        assertThat(found("", null, "t")).isEmpty();
    }

    @Test
    void of_query_isExtended() throws Exception {
        assertThat(found("{app=\"a\"}", LevelFilter.WARN, null)).containsExactly(0L, 1L, 2L);
        assertThat(found(" {app=\"a\"} |= \"plain\" ", LevelFilter.WARN, null)).containsExactly(1L);
        assertThat(found("{app=\"b\"} | json", LevelFilter.WARN, "t1")).containsExactly(3L);
    }

    @Test
    void of_extensions_leaveNothingInTheResult() throws Exception {
        LogQuery query = query("{app=~\".+\"}", LevelFilter.ERROR, "t1");
        assertThat(query.newest(NOW, NOW + 100, 100)).isEmpty();
        assertThat(query("", LevelFilter.ERROR, null).newest(NOW, NOW + 100, 100))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.parsed()).isEmpty());
    }

    @Test
    void isTraceId_textThatCouldEndTheQuery_isFalse() {
        assertThat(QueryText.isTraceId("4bf92f35-77b3_4DA6")).isTrue();
        assertThat(List.of("", "a\"", "a b", "a\\", "é", "x".repeat(129))).noneMatch(QueryText::isTraceId);
    }

    private static List<Long> found(String query, @Nullable LevelFilter level, @Nullable String trace)
            throws SinkQuery.Failure {
        return query(query, level, trace).newest(NOW, NOW + 100, 100).stream()
                .map(line -> line.nanos() - NOW)
                .toList();
    }

    private static LogQuery query(String query, @Nullable LevelFilter level, @Nullable String trace) {
        String text = QueryText.of(query, level, trace);
        return new LogQuery(LogsRig.query(server.lokiUri()), text, TimeSource.system(), warning -> {});
    }
}
