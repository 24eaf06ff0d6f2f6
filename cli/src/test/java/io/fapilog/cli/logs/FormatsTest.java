package io.fapilog.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.json.JsonLine;
import io.fapilog.testkit.HostileTexts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The readable format and the JSON format. */
final class FormatsTest {
    private static final Instant TIME = Instant.parse("2026-11-22T10:15:30.123456789Z");
    private static final long NANOS = TIME.getEpochSecond() * 1_000_000_000L + TIME.getNano();
    private static final Clock TODAY = Clock.fixed(TIME, ZoneOffset.UTC);
    private static final String HOSTILE =
            "a\u001b[31m\u001b]0;title\u0007b\r\u009b2J\u202Egnp\u2066\u200E\u0000\uFEFF\u2028\u007f";

    private final TextFormat plain = new TextFormat(false, TODAY);
    private final JsonFormat json = new JsonFormat();

    @Test
    void text_eventOfFapilog_hasTimeLevelServiceLoggerMessageFields() {
        LogEvent event = LogEvent.builder(Level.WARN, "shop.Orders", "order refused")
                .timestamp(NANOS)
                .attribute("order_id", 4711)
                .attribute("total", 1.5)
                .attribute("ok", false)
                .build();
        assertThat(plain.text(line(
                        encoded(event), Map.of("service_name", "shop"), Map.of("trace_id", "t", "order_id", "4711"))))
                .isEqualTo(
                        "10:15:30.123 WARN  shop shop.Orders order refused order_id=4711 total=1.5 ok=false trace_id=t");
    }

    @Test
    void text_exception_isIndentedBelow() {
        LogEvent event = LogEvent.builder(Level.ERROR, "shop.Orders", "failed\nhard")
                .timestamp(NANOS)
                .throwable(new IllegalStateException("no\u001bcard"))
                .build();
        String text = plain.text(line(encoded(event), Map.of(), Map.of()));
        assertThat(text.lines()).first().isEqualTo("10:15:30.123 ERROR shop.Orders failed");
        assertThat(text.lines().skip(1)).allMatch(each -> each.startsWith("    "));
        assertThat(text)
                .contains(
                        "\n    hard exception_hash=",
                        "\n    java.lang.IllegalStateException: no\\u001bcard\n    \tat ");
        String cut = "{\"message\":\"m\",\"exception_type\":\"E\",\"exception_message\":\"why\"}";
        assertThat(plain.text(line(cut, Map.of(), Map.of()))).endsWith("m exception_type=E exception_message=why");
    }

    @Test
    void text_otherLines_standAsTheyAre() {
        assertThat(plain.text(line("GET / 200\n", Map.of(), Map.of("detected_level", "info"))))
                .isEqualTo("10:15:30.123 INFO  GET / 200");
        assertThat(plain.text(line("{\"a\":1}", Map.of("level", "warning"), Map.of("detected_level", "info"))))
                .isEqualTo("10:15:30.123 WARN  {\"a\":1}");
        assertThat(plain.text(line("{broken", Map.of(), Map.of("detected_level", "unknown", "pod", "p"))))
                .isEqualTo("10:15:30.123       {broken pod=p");
        assertThat(plain.text(line("[".repeat(100_000), Map.of(), Map.of()))).hasSize(100_019);
        assertThat(plain.text(line("{\"a\":" + "[".repeat(100_000), Map.of(), Map.of())))
                .hasSize(100_024);
    }

    @Test
    void text_otherDay_hasTheDate() {
        Clock tomorrow = Clock.fixed(TIME.plusSeconds(86_400), ZoneOffset.UTC);
        assertThat(new TextFormat(false, tomorrow).text(line("x", Map.of(), Map.of())))
                .isEqualTo("2026-11-22 10:15:30.123       x");
    }

    @Test
    void text_coloured_coloursTheLevel() {
        String text = new TextFormat(true, TODAY)
                .text(line("{\"level\":\"ERROR\",\"message\":\"m\",\"a\":1}", Map.of(), Map.of()));
        assertThat(text).contains("\u001b[31mERROR\u001b[0m ", " \u001b[2ma=\u001b[0m1");
        assertThat(text.replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo("10:15:30.123 ERROR m a=1");
    }

    @Test
    void text_hostileLine_isShownEscaped() {
        assertThat(plain.text(line(HOSTILE, Map.of(), Map.of())))
                .endsWith(
                        "a\\u001b[31m\\u001b]0;title\\u0007b\\u000d\\u009b2J\\u202egnp\\u2066\\u200e\\u0000\\ufeff\\u2028\\u007f");
    }

    @Test
    void formats_randomHostileTexts_controlNothingAndLoseNothing() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            LogLine line = new LogLine(
                    NANOS,
                    hostile(random),
                    new TreeMap<>(Map.of("service_name", hostile(random))),
                    new TreeMap<>(Map.of("m" + hostile(random), hostile(random))),
                    new TreeMap<>());
            LogLine event = new LogLine(
                    NANOS,
                    encoded(LogEvent.builder(Level.INFO, hostile(random), hostile(random))
                            .timestamp(NANOS)
                            .attribute("k" + hostile(random), hostile(random))
                            .build()),
                    line.labels(),
                    line.metadata(),
                    line.parsed());
            for (LogLine each : new LogLine[] {line, event}) {
                assertThat(plain.text(each).lines().skip(1))
                        .as("seed %s", seed)
                        .allMatch(more -> more.startsWith("    "));
                assertHarmless(plain.text(each), "\n\t", seed);
                assertHarmless(json.text(each), "", seed);
                JsonNode parsed = new JsonMapper().readTree(json.text(each));
                assertThat(parsed.path("line").asString()).as("seed %s", seed).isEqualTo(each.line());
            }
        }
    }

    @Test
    void json_hasEverythingOfTheLine() {
        LogLine line = new LogLine(
                NANOS,
                "{\"a\": 1.50}",
                new TreeMap<>(Map.of("app", "a")),
                new TreeMap<>(Map.of("trace_id", "t")),
                new TreeMap<>(Map.of("sku", "x")));
        assertThat(json.text(line))
                .isEqualTo(
                        "{\"timestamp\":\"2026-11-22T10:15:30.123456789Z\",\"labels\":{\"app\":\"a\"},"
                                + "\"metadata\":{\"trace_id\":\"t\"},\"parsed\":{\"sku\":\"x\"},\"line\":\"{\\\"a\\\": 1.50}\"}");
        assertThat(json.text(line(HOSTILE, Map.of(), Map.of()))).contains("\\u009b", "\\u202e", "\\u007f");
        String surrogate = json.text(line("a\uDE00", Map.of("k\uD83D", "v"), Map.of()));
        assertThat(new JsonMapper().readTree(surrogate).path("line").asString()).isEqualTo("a\uFFFD");
    }

    private static void assertHarmless(String text, String allowed, long seed) {
        assertThat(text.codePoints()
                        .filter(c ->
                                Character.isISOControl(c) || (c >= 0x202A && c <= 0x202E) || c == 0xFEFF || c == 0x2028)
                        .filter(c -> allowed.indexOf(c) < 0)
                        .toArray())
                .as("seed %s: %s", seed, text)
                .isEmpty();
    }

    /** As Loki has it, that is, in UTF-8. */
    private static String hostile(Random random) {
        String text = random.ints(random.nextInt(5), 0, HostileTexts.PIECES.size())
                .mapToObj(HostileTexts.PIECES::get)
                .collect(Collectors.joining());
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String encoded(LogEvent event) {
        JsonLine line = new JsonLine(1 << 20);
        line.encode(event, event.timestamp());
        return new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
    }

    private static LogLine line(String text, Map<String, String> labels, Map<String, String> metadata) {
        return new LogLine(NANOS, text, new TreeMap<>(labels), new TreeMap<>(metadata), new TreeMap<>());
    }
}
