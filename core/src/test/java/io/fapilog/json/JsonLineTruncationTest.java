package io.fapilog.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.Thrown;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonLineTruncationTest {
    private static final int MEBI = 1 << 20;
    private static final long TIME = 1_795_342_530_123_456_789L;

    /** The causes of a line that is too long, by name. */
    enum Huge {
        MESSAGE(b -> {}, "ü€😀\n\u0001x".repeat(5 * MEBI / 8), "shop.Orders"),
        LOGGER(b -> {}, "m", "logger.".repeat(5 * MEBI / 7)),
        STACK(b -> b.throwable(deepStack(60_000)), "m", "shop.Orders"),
        THROWN_MESSAGE(b -> b.throwable(new IllegalStateException("😀".repeat(5 * MEBI / 4))), "m", "shop.Orders"),
        SMALL_THROWABLE(b -> b.throwable(new IllegalStateException("cause")), "x".repeat(5 * MEBI), "shop.Orders"),
        MDC_VALUE(b -> b.context(Map.of("k", "v".repeat(5 * MEBI))), "message", "shop.Orders"),
        MDC_NAME(b -> b.context(Map.of("k".repeat(5 * MEBI), "v")), "message", "shop.Orders"),
        MDC_ENTRIES(b -> b.context(entries(10_000)), "message", "shop.Orders"),
        THREAD(b -> b.thread("t".repeat(5 * MEBI)), "message", "shop.Orders"),
        NUMBER(b -> b.attribute("n", BigInteger.ONE.shiftLeft(1 << 20)), "m", "shop.Orders"),
        EVERYTHING(
                b -> b.context(entries(10_000))
                        .thread("t\u0001".repeat(MEBI))
                        .attribute("n\u0002".repeat(MEBI), "v\u0003".repeat(MEBI))
                        .throwable(deepStack(20_000)),
                "😀".repeat(MEBI),
                "l\u0004".repeat(MEBI));

        @SuppressWarnings("ImmutableEnumChecker") // an event is immutable
        private final LogEvent event;

        Huge(Consumer<LogEvent.Builder> rest, String message, String logger) {
            LogEvent.Builder builder =
                    LogEvent.builder(Level.ERROR, logger, message).thread("main");
            rest.accept(builder);
            event = builder.build();
        }
    }

    static List<Object[]> limitsAndEvents() {
        List<Object[]> all = new ArrayList<>();
        for (int limit : new int[] {1_024, 1_025, 1_300, 2_047, 4_096, 240 << 10}) {
            for (Huge huge : Huge.values()) {
                all.add(new Object[] {limit, huge});
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("limitsAndEvents")
    void encode_hugeEvent_fitsStaysValidAndIsMarked(int limit, Huge huge) {
        JsonLine whole = new JsonLine(Integer.MAX_VALUE);
        whole.encode(huge.event, TIME);
        JsonLine line = new JsonLine(limit);

        line.encode(huge.event, TIME);

        assertThat(line.length()).isLessThanOrEqualTo(limit);
        assertThat(line.bytes().length).isLessThanOrEqualTo(limit + 16);
        assertThat(line.isTruncated()).isEqualTo(whole.length() > limit);
        JsonNode node = Lines.parse(line);
        if (!line.isTruncated()) {
            assertThat(Lines.text(line)).isEqualTo(Lines.text(whole)).contains("…[truncated]");
            return;
        }
        assertThat(node.get("truncated").booleanValue()).isTrue();
        assertThat(node.get("original_bytes").intValue()).isEqualTo(whole.length());
        assertThat(Lines.text(line)).doesNotContain("\uFFFD").endsWith("}");
        assertThat(node.propertyNames()).startsWith("timestamp", "level", "logger", "thread", "message");
        assertThat(huge.event.message()).startsWith(node.get("message").stringValue());
        assertThat(huge.event.logger()).startsWith(node.get("logger").stringValue());
        assertThat(node.has("exception_stacktrace")).isEqualTo(huge.event.thrown() != null);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_024, 4_096, 240 << 10})
    void encode_longMessage_costsNothingElse(int limit) {
        JsonLine line = new JsonLine(limit);
        LogEvent event = LogEvent.builder(Level.INFO, "logger.".repeat(12), "x".repeat(5 * MEBI))
                .context(Map.of("trace_id", "0123456789abcdef".repeat(8)))
                .attribute("order", 4711)
                .build();

        line.encode(event, TIME);

        JsonNode node = Lines.parse(line);
        assertThat(node.get("trace_id").stringValue()).hasSize(128);
        assertThat(node.get("logger").stringValue()).isEqualTo(event.logger());
        assertThat(node.get("order").intValue()).isEqualTo(4711);
        assertThat(line.length()).isGreaterThan(limit - 32);
    }

    @Test
    void encode_longMessageAndShortStack_keepsTheStackWhole() {
        JsonLine line = new JsonLine(64 << 10);
        Throwable thrown = new IllegalStateException("no stock");
        LogEvent event = LogEvent.builder(Level.ERROR, "shop", "x".repeat(MEBI))
                .context(Map.of("customer", "c".repeat(2_000)))
                .throwable(thrown)
                .build();

        line.encode(event, TIME);

        JsonNode node = Lines.parse(line);
        assertThat(node.get("exception_stacktrace").stringValue())
                .isEqualTo(StackTraceText.of(Thrown.of(thrown), MEBI).text());
        assertThat(node.get("exception_message").stringValue()).isEqualTo("no stock");
        assertThat(node.get("customer").stringValue()).hasSize(2_000);
    }

    @Test
    void encode_longMessageOfTheThrowable_fillsTheRoomWithTheStack() {
        JsonLine line = new JsonLine(64 << 10);
        LogEvent event = LogEvent.builder(Level.ERROR, "shop", "m")
                .context(Map.of("customer", "c".repeat(2_000)))
                .throwable(new IllegalStateException("y".repeat(MEBI)))
                .build();

        line.encode(event, TIME);

        assertThat(Lines.parse(line).get("customer").stringValue()).hasSize(2_000);
        assertThat(line.length()).isGreaterThan((64 << 10) - 32);
    }

    @Test
    void encode_longValue_leavesTheMessageWhole() {
        JsonLine line = new JsonLine(64 << 10);
        LogEvent event = LogEvent.builder(Level.ERROR, "shop", "m".repeat(20_000))
                .context(Map.of("k", "v".repeat(MEBI)))
                .build();

        line.encode(event, TIME);

        assertThat(Lines.parse(line).get("message").stringValue()).hasSize(20_000);
    }

    @Test
    void encode_longNamesWithOneBeginning_areDistinguished() {
        JsonLine line = new JsonLine(16 << 10);
        Map<String, String> context = new LinkedHashMap<>();
        context.put("n".repeat(9_000) + "a", "1");
        context.put("n".repeat(9_000) + "b", "2");
        LogEvent event = LogEvent.builder(Level.INFO, "l", "m").context(context).build();

        line.encode(event, TIME);

        JsonNode node = Lines.parse(line);
        assertThat(node.get("n".repeat(1_024)).stringValue()).isEqualTo("1");
        assertThat(node.get("n".repeat(1_024) + "_2").stringValue()).isEqualTo("2");
    }

    @Test
    void encode_lineOfExactlyTheLimit_isNotCut() {
        JsonLine line = new JsonLine(4_096);
        line.encode(LogEvent.builder(Level.INFO, "l", "").thread("t").build(), TIME);
        int empty = line.length();

        line.encode(of("x".repeat(4_096 - empty)), TIME);
        assertThat(line.length()).isEqualTo(4_096);
        assertThat(line.isTruncated()).isFalse();

        line.encode(of("x".repeat(4_097 - empty)), TIME);
        assertThat(line.isTruncated()).isTrue();
        assertThat(Lines.parse(line).get("original_bytes").intValue()).isEqualTo(4_097);
    }

    @Test
    void encode_charactersOfSeveralBytesAtEachOffset_areNeverSplit() {
        JsonLine line = new JsonLine(1_024);
        for (String character : new String[] {"😀", "€", "ü", "\u0001", "\"", "\\", "\n"}) {
            for (int offset = 0; offset < 16; offset++) {
                String message = "x".repeat(offset) + character.repeat(2_000);

                line.encode(of(message), TIME);

                assertThat(message).startsWith(Lines.parse(line).get("message").stringValue());
                assertThat(line.length()).isBetween(1_024 - 40, 1_024);
            }
        }
    }

    @Test
    void encode_stackThatExceedsTheLimit_countsAPairAtTheEdgeOnce() {
        for (int offset = 0; offset < 4; offset++) {
            Throwable thrown = new IllegalStateException("x".repeat(offset) + "😀".repeat(2_000));
            LogEvent event =
                    LogEvent.builder(Level.INFO, "l", "m").throwable(thrown).build();
            JsonLine whole = new JsonLine(MEBI);
            whole.encode(event, TIME);
            JsonLine line = new JsonLine(1_024);

            line.encode(event, TIME);

            assertThat(Lines.parse(line).get("original_bytes").intValue()).isEqualTo(whole.length());
        }
    }

    @Test
    void encode_afterAHugeEvent_holdsLittleMemory() {
        JsonLine line = new JsonLine(240 << 10);

        line.encode(Huge.EVERYTHING.event, TIME);

        assertThat(line.bytes().length).isLessThanOrEqualTo(MEBI);
    }

    @Test
    void encode_afterAHugeEventThatWasNotTruncated_releasesItsMemoryWithTheNext() {
        JsonLine line = new JsonLine(Integer.MAX_VALUE);
        line.encode(Huge.MESSAGE.event, TIME);

        line.encode(of("m"), TIME);

        assertThat(line.bytes().length).isLessThanOrEqualTo(MEBI);
        assertThat(line.isTruncated()).isFalse();
    }

    private static LogEvent of(String message) {
        return LogEvent.builder(Level.INFO, "l", message).thread("t").build();
    }

    private static Map<String, String> entries(int count) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            entries.put("key." + i, "the value of key " + i);
        }
        return entries;
    }

    private static Throwable deepStack(int frames) {
        StackTraceElement[] stack = new StackTraceElement[frames];
        for (int i = 0; i < frames; i++) {
            stack[i] = new StackTraceElement("shop.deep.Recursion", "callNumber" + i, "Recursion.java", i);
        }
        Throwable thrown = new IllegalStateException("deep");
        thrown.setStackTrace(stack);
        return thrown;
    }
}
