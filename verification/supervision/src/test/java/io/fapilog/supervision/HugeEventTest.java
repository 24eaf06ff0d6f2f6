package io.fapilog.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.devloki.DevLoki;
import io.fapilog.testkit.Child;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events whose texts are a large part of a small heap; in JSON, each of their characters takes six bytes. */
class HugeEventTest {
    private static final int MEBI = 1 << 20;
    private static final int EVENTS = 6;

    @ParameterizedTest
    @ValueSource(strings = {"json", "pretty"})
    void hugeTexts_inASmallHeap_costTheirOwnEndOnly(String format) throws Exception {
        try (DevLoki loki = DevLoki.start()) {
            Child child = Child.run(
                    Application.class,
                    Map.of(),
                    List.of("-Xmx128m", "-XX:+ExitOnOutOfMemoryError"),
                    "stdout?format=" + format,
                    loki.lokiUri() + "?labels=app=a&label_fields=huge,thread&metadata=huge,trace_id");

            assertThat(child.exit()).as(child.err()).isZero();
            assertThat(child.err()).contains("flushed=true");
            assertThat(loki.entries()).hasSize(EVENTS + 1).allSatisfy(entry -> {
                JsonNode line = JsonMapper.shared().readTree(entry.line());
                boolean isCut = line.path("truncated").asBoolean()
                        || line.path("huge").asString().endsWith("[truncated]");
                assertThat(isCut).isEqualTo(!line.path("message").asString().equals("last"));
            });
            assertThat(child.out()).contains("last").hasSizeLessThan(3 * EVENTS * MEBI);
        }
    }

    /** An application that logs huge events to the sinks of its arguments, and prints whether they were settled. */
    static final class Application {
        private static final String HUGE = "\u0001".repeat(8 * MEBI);

        private Application() {}

        public static void main(String[] sinks) {
            Fapilog fapilog = Fapilog.builder()
                    .environment(false)
                    .jmx(false)
                    .sink(sinks[0])
                    .sink(sinks[1])
                    .start();
            List<LogEvent.Builder> events = List.of(
                    LogEvent.builder(Level.INFO, "test", HUGE),
                    LogEvent.builder(Level.INFO, HUGE, "logger"),
                    LogEvent.builder(Level.INFO, "test", "thread").thread(HUGE),
                    LogEvent.builder(Level.INFO, "test", "context").context(Map.of("huge", HUGE)),
                    LogEvent.builder(Level.INFO, "test", "attributes")
                            .attribute(HUGE, 1)
                            .attribute(HUGE, 2),
                    LogEvent.builder(Level.INFO, "test", "thrown")
                            .throwable(new IllegalStateException(HUGE, new IllegalStateException(HUGE))),
                    LogEvent.builder(Level.INFO, "test", "last"));
            boolean flushed = true;
            for (LogEvent.Builder event : events) {
                flushed &= fapilog.log(event.build()) && fapilog.flush(Duration.ofSeconds(60));
            }
            System.err.println("flushed=" + flushed);
            fapilog.close();
        }
    }
}
