package io.fapilog.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import java.io.Serial;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class JsonLineTest {
    private static final long TIME = 1_795_342_530_123_456_789L;
    private final JsonLine line = new JsonLine(1 << 24);

    private static LogEvent.Builder event(String message) {
        return LogEvent.builder(Level.INFO, "shop.Orders", message)
                .timestamp(TIME)
                .thread("main");
    }

    @Test
    void encode_fullEvent_writesTheFieldsInTheirOrder() {
        Map<String, String> context = new LinkedHashMap<>();
        context.put("zone", "eu");
        context.put("customer", "c-7");
        RuntimeException thrown = new IllegalStateException("no stock");
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement("shop.Stock", "take", "Stock.java", 12)});

        String text = Lines.encode(
                line,
                event("order placed")
                        .context(context)
                        .attribute("order_id", 4711)
                        .attribute("paid", true)
                        .attribute("coupon", null)
                        .throwable(thrown)
                        .build());

        assertThat(text)
                .isEqualTo("{\"timestamp\":\"2026-11-22T10:15:30.123456789Z\",\"level\":\"INFO\","
                        + "\"logger\":\"shop.Orders\",\"thread\":\"main\",\"message\":\"order placed\","
                        + "\"zone\":\"eu\",\"customer\":\"c-7\",\"order_id\":4711,\"paid\":true,\"coupon\":null,"
                        + "\"exception_type\":\"java.lang.IllegalStateException\",\"exception_message\":\"no stock\","
                        + "\"exception_hash\":\"aac0b64f5629c6e0\","
                        + "\"exception_stacktrace\":\"java.lang.IllegalStateException: no stock\\n"
                        + "\\tat shop.Stock.take(Stock.java:12)\\n\"}");
        assertThat(line.isTruncated()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void encode_level_writesItsName(Level level) {
        line.encode(LogEvent.builder(level, "l", "m").build(), TIME);

        assertThat(Lines.parse(line).get("level").stringValue()).isEqualTo(level.name());
    }

    @Test
    void encode_renderedThrowable_isWrittenAsIfItWereThere() {
        LogEvent.Rendered thrown =
                new LogEvent.Rendered("shop.NoStock", "none", "shop.NoStock: none\n\tat shop.A.b(A)\n");
        assertThat(Lines.encode(line, event("x").rendered(thrown).build()))
                .endsWith("\"message\":\"x\",\"exception_type\":\"shop.NoStock\",\"exception_message\":\"none\","
                        + "\"exception_hash\":\"194620bfe74a5cc4\","
                        + "\"exception_stacktrace\":\"shop.NoStock: none\\n\\tat shop.A.b(A)\\n\"}");
    }

    @Test
    void encode_renderedThrowableAndAttributeOfTheSameName_hasEachNameOnce() {
        LogEvent.Rendered thrown = new LogEvent.Rendered("shop.NoStock", "none", "shop.NoStock: none\n");
        LogEvent event =
                event("x").attribute("exception_type", "own").rendered(thrown).build();
        assertThat(Lines.encode(line, event))
                .containsOnlyOnce("\"exception_type\":\"shop.NoStock\"")
                .contains("\"exception_type_2\":\"own\"");
    }

    @Test
    void encode_hugeRenderedThrowable_isTruncatedAndReported() {
        JsonLine small = new JsonLine(2_048);
        Lines.encode(
                small,
                event("x")
                        .rendered(new LogEvent.Rendered("T", null, "s".repeat(10_000)))
                        .build());
        assertThat(small.isTruncated()).isTrue();
        assertThat(Lines.parse(small).path("original_bytes").asInt()).isGreaterThan(10_000);
        assertThat(small.length()).isLessThanOrEqualTo(2_048);
    }

    @Test
    void encode_givenTimestamp_takesItInPlaceOfTheEventsOwn() {
        line.encode(event("m").build(), TIME + 1);

        assertThat(Lines.text(line)).contains("\"2026-11-22T10:15:30.123456790Z\"");
    }

    @Test
    void encode_camelCaseTraceIds_writesThemInSnakeCaseWithoutSpace() {
        String text = Lines.encode(
                line,
                event("m")
                        .context(Map.of("traceId", "abc"))
                        .attribute("spanId", "def")
                        .build());

        assertThat(text).contains("\"trace_id\":\"abc\"").contains("\"span_id\":\"def\"");
    }

    @Test
    void encode_takenNames_getNumbers() {
        Map<String, String> context = new LinkedHashMap<>();
        context.put("message", "a");
        context.put("traceId", "b");
        context.put("trace_id", "c");
        context.put("trace_id_2", "d");
        context.put("truncated", "e");

        line.encode(
                event("m")
                        .context(context)
                        .attribute("message", "f")
                        .attribute("trace_id", "g")
                        .attribute("message_2", "h")
                        .build(),
                TIME);

        JsonNode node = Lines.parse(line);
        assertThat(node.propertyNames())
                .containsExactly(
                        "timestamp",
                        "level",
                        "logger",
                        "thread",
                        "message",
                        "message_2",
                        "trace_id",
                        "trace_id_2",
                        "trace_id_2_2",
                        "truncated_2",
                        "message_3",
                        "trace_id_3",
                        "message_2_2");
        assertThat(node.get("message_3").stringValue()).isEqualTo("f");
    }

    @Test
    void encode_fieldsNamedLikeThoseOfAnException_keepTheirNamesUnlessThereIsOne() {
        line.encode(event("m").attribute("exception_type", "a").build(), TIME);
        assertThat(Lines.parse(line).get("exception_type").stringValue()).isEqualTo("a");

        line.encode(
                event("m")
                        .attribute("exception_type", "a")
                        .throwable(new IllegalStateException())
                        .build(),
                TIME);
        assertThat(Lines.parse(line).get("exception_type_2").stringValue()).isEqualTo("a");
    }

    @Test
    void encode_secondEvent_hasItsNamesFreeAgain() {
        LogEvent event = event("m").attribute("a", 1).build();
        line.encode(event, TIME);
        line.encode(event, TIME);

        assertThat(Lines.parse(line).has("a_2")).isFalse();
    }

    @Test
    void encode_namesThatDifferInUnpairedSurrogatesOnly_areDistinguished() {
        line.encode(event("m").attribute("a\uD83D", 1).attribute("a\uDE00", 2).build(), TIME);

        JsonNode node = Lines.parse(line);
        assertThat(node.get("a\uFFFD").intValue()).isEqualTo(1);
        assertThat(node.get("a\uFFFD_2").intValue()).isEqualTo(2);
    }

    @Test
    void encode_nullNames_writesThemAsTexts() {
        Map<String, String> context = new LinkedHashMap<>();
        context.put(nothing(), "a");
        context.put("b", nothing());

        line.encode(event("m").context(context).attribute(null, 1).build(), TIME);

        JsonNode node = Lines.parse(line);
        assertThat(node.get("null").stringValue()).isEqualTo("a");
        assertThat(node.get("b").isNull()).isTrue();
        assertThat(node.get("null_2").intValue()).isEqualTo(1);
    }

    @Test
    void encode_numbers_keepTypeAndValue() {
        line.encode(
                event("m")
                        .attribute("byte", (byte) -1)
                        .attribute("long", Long.MIN_VALUE)
                        .attribute("float", 1.1f)
                        .attribute("double", Double.MIN_VALUE)
                        .attribute("negativeZero", -0.0)
                        .attribute("decimal", new BigDecimal("12345678901234567890.0123456789"))
                        .attribute("exponent", new BigDecimal("1E+400"))
                        .attribute("integer", BigInteger.TEN.pow(63))
                        .attribute("atomic", new AtomicInteger(3))
                        .attribute("counter", new AtomicLong(4))
                        .attribute("adder", new LongAdder())
                        .build(),
                TIME);

        JsonNode node = Lines.parse(line);
        assertThat(node.get("byte").intValue()).isEqualTo(-1);
        assertThat(node.get("long").longValue()).isEqualTo(Long.MIN_VALUE);
        assertThat(node.get("float").decimalValue()).isEqualTo("1.1");
        assertThat(node.get("double").doubleValue()).isEqualTo(Double.MIN_VALUE);
        assertThat(node.get("decimal").decimalValue()).isEqualTo("12345678901234567890.0123456789");
        assertThat(node.get("exponent").decimalValue()).isEqualByComparingTo("1E+400");
        assertThat(node.get("integer").bigIntegerValue()).isEqualTo(BigInteger.TEN.pow(63));
        assertThat(node.get("atomic").isNumber()).isTrue();
        assertThat(node.get("counter").intValue()).isEqualTo(4);
        assertThat(node.get("adder").intValue()).isZero();
        assertThat(Lines.text(line)).contains("\"negativeZero\":-0.0");
    }

    @Test
    void encode_numbersThatReadersRefuse_becomeTexts() {
        line.encode(
                event("m")
                        .attribute("nan", Double.NaN)
                        .attribute("up", Double.POSITIVE_INFINITY)
                        .attribute("down", Float.NEGATIVE_INFINITY)
                        .attribute("long", BigInteger.TEN.pow(64))
                        .build(),
                TIME);

        JsonNode node = Lines.parse(line);
        assertThat(node.get("nan").stringValue()).isEqualTo("NaN");
        assertThat(node.get("up").stringValue()).isEqualTo("Infinity");
        assertThat(node.get("down").stringValue()).isEqualTo("-Infinity");
        assertThat(node.get("long").stringValue()).hasSize(65);
    }

    @Test
    void encode_throwingToString_costsOnlyThatValue() {
        Object hostile = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("hostile");
            }
        };

        line.encode(event("m").attribute("bad", hostile).attribute("good", 1).build(), TIME);

        JsonNode node = Lines.parse(line);
        assertThat(node.get("bad").stringValue()).contains("cannot be shown", "IllegalStateException");
        assertThat(node.get("good").intValue()).isEqualTo(1);
    }

    @Test
    void encode_valueThatContainsItself_costsOnlyThatValue() {
        List<Object> inner = new ArrayList<>();
        List<Object> outer = new ArrayList<>(List.of(inner));
        inner.add(outer);

        line.encode(event("m").attribute("bad", outer).build(), TIME);

        assertThat(Lines.parse(line).get("bad").toString()).isEqualTo("[[\"[cycle]\"]]");
    }

    @Test
    void encode_manyEqualNames_numbersEachOnce() {
        LogEvent.Builder builder = event("m");
        for (int i = 0; i < 20_000; i++) {
            builder.attribute("same", i);
        }

        line.encode(builder.build(), TIME);

        JsonNode node = Lines.parse(line);
        assertThat(node.get("same").intValue()).isZero();
        assertThat(node.get("same_20000").intValue()).isEqualTo(19_999);
    }

    @Test
    void encode_throwableWhoseMessageChanges_showsOneMessageThroughout() {
        RuntimeException hostile = new RuntimeException() {
            @Serial
            private static final long serialVersionUID = 1L;

            private int calls;

            @Override
            public String getMessage() {
                return "x".repeat(calls++ == 0 ? 1 : 1_000_000);
            }
        };
        JsonLine cutting = new JsonLine(4_096);

        cutting.encode(event("m").throwable(hostile).build(), TIME);

        assertThat(cutting.length()).isLessThanOrEqualTo(4_096);
        assertThat(Lines.parse(cutting).get("exception_message").stringValue()).isEqualTo("x");
    }

    @Test
    void encode_throwingGetMessage_keepsTypeAndStack() {
        RuntimeException hostile = new RuntimeException() {
            @Serial
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new UnsupportedOperationException("hostile");
            }
        };

        line.encode(event("m").throwable(hostile).build(), TIME);

        JsonNode node = Lines.parse(line);
        assertThat(node.get("exception_type").stringValue())
                .isEqualTo(hostile.getClass().getName());
        assertThat(node.get("exception_message").stringValue()).contains("UnsupportedOperationException");
        assertThat(node.get("exception_stacktrace").stringValue()).contains("\tat io.fapilog.json.JsonLineTest");
    }

    @Test
    void encode_throwableWithoutMessage_leavesTheMessageOut() {
        line.encode(event("m").throwable(new RuntimeException()).build(), TIME);

        assertThat(Lines.parse(line).has("exception_message")).isFalse();
    }

    @Test
    void new_lessThanOneKibibyte_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JsonLine(1_023))
                .withMessageContaining("1023");
    }

    @SuppressWarnings("NullAway") // an application's map may contain these despite its type
    private static String nothing() {
        return null;
    }
}
