package io.fapilog.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.devloki.DevLoki;
import io.fapilog.micrometer.FapilogMeters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every PromQL expression is valid, and names meters and labels that a scrape of a real pipeline has. */
final class PromqlTest {
    /** What Prometheus adds to every series. */
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

    private static final Map<String, List<String>> VALUES =
            Map.of("instance", List.of(".+"), "sink", List.of("a", "b"));
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"[^\"]*\"");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

    /** The labels of each name. */
    private static final Map<String, Set<String>> SCRAPED = new TreeMap<>();

    @BeforeAll
    static void scrape() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (DevLoki server = DevLoki.start();
                Fapilog fapilog = Fapilog.builder().sink(server.lokiUri()).start();
                FapilogMeters meters = new FapilogMeters(fapilog)) {
            meters.bindTo(registry);
            fapilog.log(LogEvent.builder(Level.INFO, "shop", "one").build());
            assertThat(fapilog.flush(Duration.ofMinutes(1))).isTrue();
            registry.scrape();
            read(registry.scrape());
        }
    }

    private static void read(String scrape) {
        Matcher sample = SAMPLE.matcher(scrape);
        while (sample.find()) {
            Set<String> labels = SCRAPED.computeIfAbsent(sample.group(1), name -> new TreeSet<>(OF_PROMETHEUS));
            Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
            while (label.find()) {
                labels.add(label.group(1));
            }
        }
    }

    @Test
    void scrape_hasTheMetersOfTheSink() {
        assertThat(SCRAPED).containsKeys("fapilog_events_delivered_total", "fapilog_push_time_seconds_sum");
        assertThat(SCRAPED.get("fapilog_pushes_total")).containsExactly("instance", "job", "sink", "status");
    }

    @Test
    void expressions_areValidAndNameMetersAndLabelsThatExist() {
        List<DeployFiles.Query> queries = DeployFiles.queries("prometheus");
        assertThat(queries).hasSizeGreaterThan(30);
        for (DeployFiles.Query query : queries) {
            assertExists(query.toString(), query.expression());
        }
    }

    @Test
    void variables_areValuesOfLabelsThatExist() {
        int count = 0;
        for (JsonNode dashboard : DeployFiles.dashboards()) {
            for (JsonNode variable : dashboard.path("templating").path("list")) {
                if (variable.path("datasource").path("type").asString("").equals("prometheus")) {
                    String query = variable.path("query").path("query").asString();
                    Matcher values = LABEL_VALUES.matcher(query);
                    assertThat(values.matches()).as(query).isTrue();
                    assertExists(query, values.group(1));
                    String metric = values.group(1).replaceFirst("\\{.*", "");
                    assertThat(SCRAPED.get(metric)).contains(values.group(2));
                    count++;
                }
            }
        }
        assertThat(count).isEqualTo(2);
    }

    @Test
    void alerts_onTheDocumentedMeters_haveSummaryAndSeverity() {
        for (String file : new String[] {"alerts/prometheus.yaml", "alerts/loki.yaml"}) {
            for (JsonNode group : DeployFiles.yaml(file).path("groups")) {
                assertThat(group.path("name").asString()).isNotBlank();
                for (JsonNode rule : group.path("rules")) {
                    assertThat(rule.path("alert").asString()).matches("[A-Z][A-Za-z]+");
                    assertThat(rule.path("labels").path("severity").asString()).isIn("warning", "critical");
                    assertThat(rule.path("annotations").path("summary").asString())
                            .isNotBlank();
                    assertThat(rule.path("for").asString("1m")).matches("\\d+m");
                }
            }
        }
    }

    @Test
    void parser_invalidExpressions_areRecognised() {
        List<String> invalid = new ArrayList<>(List.of("", "sum(", "rate(x[5m]) +* 3", "x{a=b}", "x{a=\"b\"", "x[5q]"));
        invalid.add("sum by (a (x)");
        assertThat(invalid).noneMatch(expression -> Promql.parse(expression).isValid());
        Promql valid = Promql.parse("sum by (a) (rate(x_total{b=~\"c|d\"}[5m])) > 0 and on (i) y");
        assertThat(valid.isValid()).isTrue();
        assertThat(valid.selectors())
                .containsExactly(new Promql.Selector("x_total", Set.of("b")), new Promql.Selector("y", Set.of()));
        assertThat(valid.groupings()).containsExactly("a", "i");
    }

    private static void assertExists(String where, String expression) {
        Promql promql = Promql.parse(GrafanaVariables.substitute(expression, VALUES, false));
        assertThat(promql.isValid()).as(where).isTrue();
        assertThat(promql.selectors()).as(where).isNotEmpty();
        Set<String> known = new TreeSet<>();
        for (Promql.Selector selector : promql.selectors()) {
            assertThat(SCRAPED).as(where).containsKey(selector.metric());
            assertThat(SCRAPED.get(selector.metric())).as(where).containsAll(selector.labels());
            known.addAll(SCRAPED.get(selector.metric()));
        }
        assertThat(known).as(where).containsAll(promql.groupings());
    }
}
