package io.fapilog.logback;

import static io.fapilog.testkit.Waiting.await;
import static net.logstash.logback.argument.StructuredArguments.array;
import static net.logstash.logback.argument.StructuredArguments.defer;
import static net.logstash.logback.argument.StructuredArguments.entries;
import static net.logstash.logback.argument.StructuredArguments.fields;
import static net.logstash.logback.argument.StructuredArguments.kv;
import static net.logstash.logback.argument.StructuredArguments.raw;
import static net.logstash.logback.argument.StructuredArguments.v;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.fapilog.contract.Captured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import tools.jackson.core.JsonGenerator;

/** Arguments and markers of logstash-logback-encoder are fields. */
class LogstashArgumentsTest {
    private final LogbackSystem system = new LogbackSystem(false);
    private final Logger logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("shop.Orders");

    @BeforeEach
    void start() {
        Captured.clear();
        system.start("<sink>capture://a</sink>");
    }

    @AfterEach
    void stop() {
        system.stop();
    }

    @Test
    void log_keyValues_areFieldsAndInTheMessage() {
        logger.info("order {} of {}", kv("order", 4711), v("customer", "Ann"));
        assertThat(line())
                .containsEntry("message", "order order=4711 of Ann")
                .containsEntry("order", 4711)
                .containsEntry("customer", "Ann");
    }

    @Test
    void log_moreThanThePlaceholders_areFieldsAllTheSame() {
        logger.info("placed", kv("a", 1), "plain", kv("b", List.of(1, 2)), array("c", "x", 2), raw("d", "{\"e\":1}"));
        assertThat(line())
                .containsEntry("a", 1)
                .containsEntry("b", List.of(1, 2))
                .containsEntry("c", List.of("x", 2))
                .containsKey("d");
    }

    @Test
    void log_entriesAndFields_areFieldsEach() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put("b", Map.of("c", true));
        logger.info("x {}", entries(map), fields(new Order(7, "Ann")), defer(() -> kv("late", 1)));
        assertThat(line())
                .containsEntry("a", 1)
                .containsEntry("b", Map.of("c", true))
                .containsEntry("number", 7)
                .containsEntry("customer", "Ann")
                .containsEntry("late", 1);
    }

    @Test
    void log_markers_areFieldsAndHaveNoName() {
        Marker audit = MarkerFactory.getMarker("AUDIT");
        logger.info(
                Markers.append("a", 1)
                        .and(Markers.appendEntries(Map.of("b", 2)))
                        .and(Markers.defer(() -> Markers.append("c", 3)))
                        .and(Markers.empty())
                        .and(audit),
                "x");
        assertThat(line())
                .containsEntry("a", 1)
                .containsEntry("b", 2)
                .containsEntry("c", 3)
                .containsEntry("marker", "AUDIT");
    }

    @Test
    void log_onlyStructuredMarkers_haveNoMarkerField() {
        logger.info(Markers.aggregate(Markers.append("a", 1), Markers.appendRaw("b", "[1]")), "x");
        assertThat(line()).containsEntry("a", 1).containsKey("b").doesNotContainKey("marker");
    }

    @Test
    @SuppressWarnings("deprecation") // applications have such markers
    void log_plainMarkerThatRefersToAStructuredOne_hasBoth() {
        Marker plain = MarkerFactory.getDetachedMarker("PLAIN");
        plain.add(Markers.append("a", 1));
        plain.add(MarkerFactory.getMarker("OTHER"));
        logger.info(plain, "x");
        assertThat(line()).containsEntry("a", 1).containsEntry("marker", "PLAIN");
    }

    @Test
    void log_argumentsThatThrow_harmNothingButThemselves() {
        StructuredArgument hostile = defer(() -> {
            throw new IllegalStateException("hostile");
        });
        assertThatCode(() -> logger.info("x", hostile, new Own(), kv("a", 1))).doesNotThrowAnyException();
        assertThat(line()).containsEntry("message", "x").containsEntry("a", 1);
    }

    private static Map<String, Object> line() {
        await().until(() -> Captured.at("a").count() == 1);
        return Captured.at("a").lines().get(0);
    }

    private record Order(int number, String customer) {}

    /** An argument of an application, which only its own method can show. */
    private static final class Own implements StructuredArgument {
        @Override
        public void writeTo(JsonGenerator generator) {
            throw new IllegalStateException("not called");
        }

        @Override
        public String toString() {
            return "own";
        }
    }
}
