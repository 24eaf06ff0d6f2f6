package io.fapilog.devloki;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Random queries. The seed is new in each run, and is in the message of a failure; {@code LOGQL_SEED} repeats it, and
 * {@code LOGQL_QUERIES} sets the number of queries.
 */
class LogQlGeneratedTest {
    private static final Pattern VALUE = Pattern.compile("(?<=,)\"(-?[0-9.]+)\"(?=\\])");

    private static final Pattern OPERATION = Pattern.compile("\\) (?:[-+*/<>]|<=|and|or|unless) ");

    private final long seed = number("LOGQL_SEED", new Random().nextLong());
    private final int count = (int) number("LOGQL_QUERIES", 300);
    private final LogQlGenerator generator = new LogQlGenerator(seed);
    private final String run = ContractServers.unique();
    private final long base = Instant.now().getEpochSecond() / 3600 * 3600 * LogQlData.SECOND - 3600 * LogQlData.SECOND;
    private final DevLoki devLoki = DevLoki.start();
    private final LokiApi api = new LokiApi(devLoki.url());

    private static long number(String variable, long absent) {
        String value = System.getenv(variable);
        return value == null || value.isEmpty() ? absent : Long.parseLong(value);
    }

    @AfterEach
    void close() {
        devLoki.close();
    }

    private void fill(LokiApi server) throws Exception {
        assertThat(server.push(LogQlData.push(run, base)).body()).isEmpty();
    }

    private String ask(LokiApi server, String kind, String query) throws Exception {
        String answer = new LogQlCase(kind, "", query).ask(server, run, base);
        // Which of several errors comes first is not defined.
        return answer.startsWith("400 pipeline error") ? "400 pipeline error" : answer;
    }

    /** Whether two answers differ only in the last digits of values, since the order of additions is not defined. */
    private static boolean close(String expected, String actual) {
        Matcher left = VALUE.matcher(expected);
        Matcher right = VALUE.matcher(actual);
        if (!left.replaceAll("v").equals(right.replaceAll("v"))) {
            return false;
        }
        left.reset();
        right.reset();
        while (left.find() && right.find()) {
            double a = Double.parseDouble(left.group(1));
            double b = Double.parseDouble(right.group(1));
            if (Math.abs(a - b) > 1e-8 * Math.max(1, Math.abs(a))) {
                return false;
            }
        }
        return true;
    }

    @Test
    void query_random_givesTheSameAnswerWhenLaidOut() throws Exception {
        fill(api);
        int answered = 0;
        for (int i = 0; i < count; i++) {
            String query = generator.next();
            if (OPERATION.matcher(query).find()) {
                // Loki omits the parentheses of operations that it splits, and so does DevLoki.
                continue;
            }
            String answer = ask(api, "range", query);
            if (answer.startsWith("400 parse error")) {
                continue;
            }
            String laidOut = LokiApi.read(
                            api.get("/loki/api/v1/format_query", "query", query.replace("RUN", "run=\"" + run + "\"")))
                    .get("data")
                    .asString();
            assertThat(ask(api, "range", laidOut))
                    .as("seed %d, query %s, laid out %s", seed, query, laidOut)
                    .isEqualTo(answer);
            answered += answer.startsWith("4") || answer.endsWith("{}") ? 0 : 1;
        }
        assertThat(answered).as("seed %d", seed).isGreaterThan(count / 8);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "LOKI_URL", matches = ".+")
    void query_random_givesTheSameAnswerAsRealLoki() throws Exception {
        LokiApi real = new LokiApi(System.getenv("LOKI_URL"));
        fill(api);
        fill(real);
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < count; i++) {
            String query = generator.next();
            String expected = ask(real, "range", query);
            String actual = ask(api, "range", query);
            all.assertThat(close(expected, actual) ? expected : actual)
                    .as("seed %d, query %s", seed, query)
                    .isEqualTo(expected);
        }
        all.assertAll();
    }
}
