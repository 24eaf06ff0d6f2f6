package io.fapilog.devloki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * LogQL. DevLoki must give the answers that a real Loki has given to the same queries on the same data; they are
 * recorded in {@code logql-answers.tsv.gz}. With {@code LOKI_URL}, a real Loki must still give them.
 *
 * <p>After a change of the queries or the data, set {@code LOGQL_RECORD} to the path of the recording, besides
 * {@code LOKI_URL}.
 */
class LogQlContractTest {
    private static final String RECORDING = "logql-answers.tsv.gz";
    private static final String RUN = "recorded-run";
    /** The time of the data while it was recorded: a full hour. */
    private static final long BASE = Instant.parse("2026-11-28T04:00:00Z").getEpochSecond() * LogQlData.SECOND;

    private static final Map<String, String> ANSWERS = new HashMap<>();
    private static final Instant NOW =
            Instant.ofEpochSecond(BASE / LogQlData.SECOND).plus(Duration.ofHours(1));

    private static DevLoki devLoki = DevLoki.builder().clock(() -> NOW).start();

    @BeforeAll
    static void fill() throws Exception {
        for (String line : LogQlCase.lines(RECORDING)) {
            int tab = line.indexOf('\t');
            ANSWERS.put(line.substring(0, tab), line.substring(tab + 1));
        }
        assertThat(new LokiApi(devLoki.url()).push(LogQlData.push(RUN, BASE)).body())
                .isEmpty();
    }

    @AfterAll
    static void close() {
        devLoki.close();
    }

    static Stream<LogQlCase> cases() {
        return LogQlCase.all().stream();
    }

    @Test
    void queries_ofTheContract_areManyAndRecorded() {
        List<LogQlCase> all = LogQlCase.all();
        assertThat(all).hasSizeGreaterThanOrEqualTo(300);
        assertThat(ANSWERS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(LogQlCase::key).toList());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void query_onDevLoki_givesTheRecordedAnswer(LogQlCase query) throws Exception {
        assertThat(query.ask(new LokiApi(devLoki.url()), RUN, BASE)).isEqualTo(ANSWERS.get(query.key()));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "LOKI_URL", matches = ".+")
    void queries_onRealLoki_giveTheRecordedAnswers() throws Exception {
        Map<String, String> real = askRealLoki();
        String target = System.getenv("LOGQL_RECORD");
        if (target != null) {
            StringBuilder out = new StringBuilder();
            LogQlCase.all()
                    .forEach(each -> out.append(each.key())
                            .append('\t')
                            .append(real.get(each.key()))
                            .append('\n'));
            try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(Path.of(target)))) {
                zipped.write(out.toString().getBytes(UTF_8));
            }
        } else {
            assertThat(real).isEqualTo(ANSWERS);
        }
    }

    private static Map<String, String> askRealLoki() throws Exception {
        LokiApi api = new LokiApi(System.getenv("LOKI_URL"));
        long base = Instant.now().getEpochSecond() / 3600 * 3600 * LogQlData.SECOND - 3600 * LogQlData.SECOND;
        String run = ContractServers.unique().substring(0, RUN.length());
        assertThat(api.push(LogQlData.push(run, base)).body()).isEmpty();
        Map<String, String> real = new HashMap<>();
        for (LogQlCase each : LogQlCase.all()) {
            real.put(each.key(), each.ask(api, run, base));
        }
        return real;
    }
}
