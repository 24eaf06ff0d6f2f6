package io.fapilog.deploy;

import static io.fapilog.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.Limits;
import io.fapilog.spi.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every LogQL expression of the dashboards and the rules is accepted, and finds something among events that fapilog has
 * pushed: by DevLoki, or by the Loki that the environment variable {@code LOKI_URL} names.
 */
final class LogqlTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final String TRACE = UUID.randomUUID().toString().replace("-", "");
    private static final String SHOP = "shop-" + TRACE.substring(0, 8);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** All values, as after "All", and chosen ones. */
    private static final List<Map<String, List<String>>> CHOICES = List.of(
            Map.of(
                    "service",
                    List.of(".+"),
                    "env",
                    List.of(".*"),
                    "level",
                    List.of(".*"),
                    "text",
                    List.of(""),
                    "trace_id",
                    List.of(TRACE)),
            Map.of(
                    "service",
                    List.of(SHOP, "other"),
                    "env",
                    List.of("test"),
                    "level",
                    List.of("warn", "error"),
                    "text",
                    List.of("payment"),
                    "trace_id",
                    List.of(TRACE)));

    private static @Nullable DevLoki server;
    private static String url = "";

    @BeforeAll
    static void fill() throws IOException, InterruptedException {
        String given = System.getenv("LOKI_URL");
        if (given == null || given.isBlank()) {
            DevLoki started = DevLoki.start();
            server = started;
            url = started.url();
        } else {
            url = given.replaceFirst("/+$", "");
        }
        String uri = url + "?labels=service_name=" + SHOP + ",env=test";
        try (Fapilog fapilog = Fapilog.builder().sink(uri).start()) {
            logAllKinds(fapilog);
            assertThat(fapilog.flush(Duration.ofMinutes(1))).isTrue();
        }
        pushQuietService();
        pushWarnings();
        awaitFound("{service_name=\"warnings-" + SHOP + "\"}");
        awaitFound("{service_name=\"" + SHOP + "\"} | trace_id=\"" + TRACE + "\"");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void dashboards_everyQuery_isAcceptedAndFindsSomething() throws Exception {
        List<DeployFiles.Query> queries = DeployFiles.queries("loki");
        assertThat(queries).hasSizeGreaterThan(15);
        for (DeployFiles.Query query : queries) {
            for (Map<String, List<String>> choice : CHOICES) {
                String expression = GrafanaVariables.substitute(query.expression(), choice, query.isInstant());
                JsonNode answer = ask(expression, query.isInstant());
                assertThat(answer.path("status").asString(""))
                        .as("%s: %s", query, answer)
                        .isEqualTo("success");
                assertThat(answer.path("data").path("result").values())
                        .as("%s", expression)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void dashboards_queriesOfTheFigures_giveTheRightOnes() throws Exception {
        Map<String, List<String>> choice = CHOICES.get(1);
        assertThat(figure("Lines", choice)).isEqualTo("3");
        assertThat(figure("Errors", choice)).isEqualTo("2");
        assertThat(figure("Different exceptions", choice)).isEqualTo("1");
        assertThat(figure("Traces with an error", choice)).isEqualTo("1");
        assertThat(figure("Share of errors", choice)).startsWith("0.4");
        assertThat(result("Top loggers", choice).toString()).contains("shop.Payments", "shop.Orders");
        assertThat(result("Top exceptions", choice).toString()).contains("java.lang.IllegalStateException");
    }

    @Test
    void variables_areLabelsThatTheServerHas() throws Exception {
        for (JsonNode variable :
                DeployFiles.dashboards().get(0).path("templating").path("list")) {
            if (variable.path("type").asString().equals("query")) {
                String label = variable.path("query").path("label").asString();
                JsonNode values = get("/loki/api/v1/label/" + label + "/values?start=" + start());
                assertThat(values.path("data").toString()).containsAnyOf("\"" + SHOP + "\"", "\"test\"");
            }
        }
    }

    private static void logAllKinds(Fapilog fapilog) {
        for (Level level : List.of(Level.DEBUG, Level.INFO, Level.WARN)) {
            fapilog.log(LogEvent.builder(level, "shop.Orders", "payment of " + level)
                    .build());
        }
        for (int i = 0; i < 2; i++) {
            fapilog.log(LogEvent.builder(Level.ERROR, "shop.Payments", "payment failed")
                    .attribute("trace_id", TRACE)
                    .throwable(new IllegalStateException("no card " + i))
                    .build());
        }
    }

    /** A service that has logged half an hour ago, and not since. */
    private static void pushQuietService() {
        try (Fapilog fapilog = Fapilog.builder()
                .sink(url + "?labels=service_name=quiet-" + SHOP)
                .start()) {
            fapilog.log(LogEvent.builder(Level.INFO, "quiet", "good night")
                    .timestamp(TimeSource.system().epochNanos() - 30 * MINUTE)
                    .build());
            assertThat(fapilog.flush(Duration.ofMinutes(1))).isTrue();
        }
    }

    /** The warnings that fapilog writes to standard error, as an agent collects them. */
    private static void pushWarnings() {
        String warnings = warnings();
        assertThat(warnings).contains(" WARN fapilog: ", "timestamp too old", "is full; ");
        try (Fapilog fapilog = Fapilog.builder()
                .sink(url + "?labels=service_name=warnings-" + SHOP)
                .start()) {
            warnings.lines()
                    .forEach(line -> fapilog.log(
                            LogEvent.builder(Level.INFO, "stderr", line).build()));
            assertThat(fapilog.flush(Duration.ofMinutes(1))).isTrue();
        }
    }

    /** What fapilog says about an event that is refused for its time, and about a full buffer. */
    private static String warnings() {
        PrintStream before = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setErr(new PrintStream(captured, true, UTF_8));
        Limits limits = Limits.defaults().maxAge(Duration.ofHours(1));
        try (DevLoki strict = DevLoki.builder().limits(limits).start()) {
            try (Fapilog fapilog = Fapilog.builder().sink(strict.lokiUri()).start()) {
                fapilog.log(LogEvent.builder(Level.INFO, "late", "late")
                        .timestamp(TimeSource.system().epochNanos() - 120 * MINUTE)
                        .build());
                assertThat(fapilog.flush(Duration.ofMinutes(1))).isTrue();
            }
            strict.stop();
            overflow(strict.lokiUri());
        } finally {
            System.setErr(before);
        }
        return captured.toString(UTF_8);
    }

    private static void overflow(String uri) {
        try (Fapilog fapilog = Fapilog.builder()
                .closeTimeout(Duration.ZERO)
                .sink(uri + "?buffer=64KiB&batch_bytes=4KiB&max_line=4KiB")
                .start()) {
            String message = "x".repeat(1_000);
            for (int i = 0; i < 500; i++) {
                fapilog.log(LogEvent.builder(Level.INFO, "much", message).build());
            }
            await().until(() -> fapilog.stats().get(0).events().totalDropped() > 0);
        }
    }

    private static void awaitFound(String query) {
        await().until(() -> !ask(query, false).path("data").path("result").isEmpty());
    }

    private static String figure(String panel, Map<String, List<String>> choice) throws Exception {
        return result(panel, choice).path(0).path("value").path(1).asString();
    }

    private static JsonNode result(String panel, Map<String, List<String>> choice) throws Exception {
        DeployFiles.Query query = DeployFiles.queries("loki").stream()
                .filter(each -> each.where().endsWith("/ " + panel))
                .findFirst()
                .orElseThrow();
        return ask(GrafanaVariables.substitute(query.expression(), choice, true), true)
                .path("data")
                .path("result");
    }

    private static JsonNode ask(String expression, boolean isInstant) throws IOException, InterruptedException {
        String query = "query=" + URLEncoder.encode(expression, UTF_8);
        return isInstant
                ? get("/loki/api/v1/query?" + query)
                : get("/loki/api/v1/query_range?step=15&start=" + start() + "&" + query);
    }

    private static long start() {
        return TimeSource.system().epochNanos() - 60 * MINUTE;
    }

    private static JsonNode get(String target) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + target)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s: %s", target, answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }
}
