package io.fapilog.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.SinkMXBean;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code docs/meters.md} lists exactly the meters that exist. */
class MetersPageTest {
    private static final int MICROMETER = 1;
    private static final int PROMETHEUS = 2;
    private static final int JMX = 3;
    private static final int MEANING = 4;
    private static final int ALERT = 5;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Pipelines pipelines = new Pipelines();
    private final List<String> page = read();

    @BeforeEach
    void bind() {
        Fapilog fapilog = pipelines.start("a");
        Pipelines.log(fapilog, 1);
        assertThat(fapilog.flush(Pipelines.LONG)).isTrue();
        new FapilogMeters(fapilog).bindTo(registry);
    }

    @AfterEach
    void closeAndCheckTheLedgers() {
        pipelines.close();
    }

    @Test
    void page_listsExactlyTheMeters() {
        Set<String> registered = registry.getMeters().stream()
                .map(meter -> meter.getId().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(column(MICROMETER)).isEqualTo(registered);
    }

    @Test
    void page_listsExactlyThePrometheusNames() {
        Set<String> scraped = matches(registry.scrape(), "(?m)^# HELP (\\S+) ");
        assertThat(column(PROMETHEUS)).isEqualTo(scraped);
    }

    @Test
    void page_listsExactlyTheJmxAttributes() {
        Set<String> attributes = Arrays.stream(SinkMXBean.class.getMethods())
                .map(Method::getName)
                .map(name -> name.substring("get".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(column(JMX)).isEqualTo(attributes);
    }

    @Test
    void page_listsExactlyTheReasons() {
        Set<String> reasons = Arrays.stream(DropReason.values())
                .map(DropReason::label)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(matches(String.join("\n", page), "(?m)^\\| `([a-z_]+)` \\|")).isEqualTo(reasons);
    }

    @Test
    void page_everyMeter_hasAMeaningAndAnAlert() {
        assertThat(rows()).isNotEmpty().allSatisfy(cells -> {
            assertThat(cells).hasSize(6);
            assertThat(cells.get(MEANING)).isNotBlank();
            assertThat(cells.get(ALERT)).isNotBlank();
        });
    }

    @Test
    void page_alertRules_useOnlyScrapedNames() {
        String rules =
                page.stream().filter(line -> line.strip().startsWith("expr:")).collect(Collectors.joining("\n"));
        Set<String> used = matches(rules, "(fapilog_[a-z_]+)");
        assertThat(used).isNotEmpty();
        assertThat(column(PROMETHEUS)).containsAll(used);
    }

    private Set<String> column(int index) {
        return rows().stream()
                .map(cells -> cells.get(index).strip().replace("`", ""))
                .filter(Predicate.not(String::isEmpty))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rows of the table of meters, split into cells; cell 0 is the empty text before the first bar. */
    private List<List<String>> rows() {
        return page.stream()
                .dropWhile(line -> !line.startsWith("| Micrometer"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> List.of(line.split("\\|")))
                .toList();
    }

    private static Set<String> matches(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> read() {
        try {
            return Files.readAllLines(Path.of("..", "docs", "meters.md"));
        } catch (IOException e) {
            throw new AssertionError("the page is missing", e);
        }
    }
}
