package io.fapilog.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.LogEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.logging.XMLFormatter;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads lines that Log4j and java.util.logging write. */
final class RealLayoutsTest {
    private static final Instant TIME = Instant.parse("2026-11-26T10:00:00.123Z");
    private final IllegalStateException exception =
            new IllegalStateException("no honey", new IllegalArgumentException("cause"));

    @ParameterizedTest
    @CsvSource({"EcsLayout", "GelfLayout", "GcpLayout", "LogstashJsonEventLayoutV1", "JsonLayout"})
    void line_ofJsonTemplateOfLog4j_isRecognised(String template) {
        JsonTemplateLayout layout = JsonTemplateLayout.newBuilder()
                .setConfiguration(new DefaultConfiguration())
                .setEventTemplateUri("classpath:" + template + ".json")
                .build();
        LogEvent event = only(ofLog4j(layout));
        assertHead(event);
        assertThat(event.message()).startsWith("payment failed");
        LogEvent.Rendered rendered = Objects.requireNonNull(event.rendered());
        assertThat(rendered.type()).isEqualTo("java.lang.IllegalStateException");
        assertThat(rendered.message()).isEqualTo("no honey");
        assertThat(rendered.stackTrace()).contains("RealLayoutsTest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%d{HH:mm:ss.SSS}{UTC} [%t] %-5level %logger{36} - %msg%n",
                "%d{yyyy-MM-dd HH:mm:ss,SSS}{UTC} %-5p [%t] %c - %m%n",
                "%d{ISO8601_OFFSET_DATE_TIME_HHCMM}{GMT+5} [%t] %p %c - %m%n",
                "%d{dd MMM yyyy HH:mm:ss,SSS}{UTC} [%t] %highlight{%p}{disableAnsi=false} %c - %m%n",
                "%d{dd-MMM-yyyy HH:mm:ss.SSS}{UTC} %p [%t] %c: %m%n",
                "%5p [%t] %d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}{UTC} %c : %m%n"
            })
    void line_ofPatternOfLog4j_isRecognised(String pattern) {
        PatternLayout layout = PatternLayout.newBuilder()
                .setConfiguration(new DefaultConfiguration())
                .setCharset(StandardCharsets.UTF_8)
                .setPattern(pattern)
                .build();
        LogEvent event = only(ofLog4j(layout));
        assertHead(event);
        assertThat(event.message())
                .contains("payment failed\njava.lang.IllegalStateException: no honey\n\tat ")
                .contains("\nCaused by: ")
                .doesNotContain("\u001b");
    }

    @Test
    void record_ofXmlOfJul_isOneEvent() {
        LogRecord written = ofJul();
        XMLFormatter formatter = new XMLFormatter();
        String text = formatter.getHead(null)
                + formatter.format(written)
                + formatter.format(written)
                + formatter.getTail(null);
        List<LogEvent> events = EventText.events(EventText.options(), text);
        assertThat(events).hasSize(2);
        LogEvent event = events.get(1);
        assertThat(event.timestamp()).isEqualTo(nanos(TIME));
        assertThat(event.level()).isEqualTo(io.fapilog.Level.ERROR);
        assertThat(event.logger()).isEqualTo("shop.Orders");
        assertThat(event.message()).isEqualTo("payment <failed>");
        assertThat(Objects.requireNonNull(event.rendered()).type()).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void lines_ofSimpleFormatterOfJul_areOneEvent() {
        String line = String.format(
                Locale.ENGLISH,
                "%1$tb %1$td, %1$tY %1$tl:%1$tM:%1$tS %1$Tp %2$s%n%4$s: %5$s%6$s%n",
                TIME.atZone(ZoneOffset.UTC),
                "shop.Orders take",
                "shop.Orders",
                "SEVERE",
                new SimpleFormatter().formatMessage(ofJul()),
                "\n" + exception + "\n\tat x.Y.z(Y.java:1)");
        LogEvent event = only(line);
        assertThat(event.timestamp()).isEqualTo(nanos(Instant.parse("2026-11-26T10:00:00Z")));
        assertThat(event.level()).isEqualTo(io.fapilog.Level.ERROR);
        assertThat(event.logger()).isEqualTo("shop.Orders");
    }

    private LogRecord ofJul() {
        LogRecord written = new LogRecord(java.util.logging.Level.SEVERE, "payment <failed>");
        written.setInstant(TIME);
        written.setLoggerName("shop.Orders");
        written.setThrown(exception);
        return written;
    }

    private String ofLog4j(Layout<String> layout) {
        return layout.toSerializable(Log4jLogEvent.newBuilder()
                .setTimeMillis(TIME.toEpochMilli())
                .setLevel(Level.WARN)
                .setLoggerName("shop.Orders")
                .setThreadName("worker-1")
                .setMessage(new SimpleMessage("payment failed"))
                .setThrown(exception)
                .build());
    }

    private static void assertHead(LogEvent event) {
        assertThat(Instant.ofEpochSecond(0, event.timestamp())).isEqualTo(TIME);
        assertThat(event.level()).isEqualTo(io.fapilog.Level.WARN);
        assertThat(event.logger()).isEqualTo("shop.Orders");
        assertThat(event.thread()).isEqualTo("worker-1");
    }

    private static LogEvent only(String text) {
        List<LogEvent> events = EventText.events(EventText.options(), text);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }
}
