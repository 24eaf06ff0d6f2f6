package io.fapilog.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.Thrown;
import io.fapilog.config.EmptyFields;
import io.fapilog.config.FieldChoice;
import io.fapilog.config.LineOptions;
import io.fapilog.testkit.HostileTexts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

class JsonLineRandomTest {
    private static final long TIME = 1_795_342_530_123_456_789L;

    private final JsonLine line = new JsonLine(1 << 24);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void encode_randomEvents_readBackAsTheyWere(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Map<String, @Nullable Object> expected = new LinkedHashMap<>();
            LogEvent event = randomEvent(random, expected);
            line.encode(event, event.timestamp());

            JsonNode node = Lines.parse(line);
            expected.forEach((name, value) -> assertThat(value(node.get(name)))
                    .as("seed %d, %s in %s", seed, name, Lines.text(line))
                    .isEqualTo(value));
            assertThat(node.size()).isEqualTo(expected.size() + (event.thrown() == null ? 2 : 3));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_024, 1_025, 1_027, 1_500, 4_096})
    void encode_randomEventsOverTheLimit_areTruncatedAndStayValid(int limit) {
        JsonLine cutting = new JsonLine(limit);
        Random random = new Random(limit);
        for (int i = 0; i < 300; i++) {
            LogEvent event = randomEvent(random, new LinkedHashMap<>());
            line.encode(event, TIME);
            int whole = line.length();

            cutting.encode(event, TIME);

            assertThat(cutting.length()).isLessThanOrEqualTo(limit);
            assertThat(cutting.isTruncated()).isEqualTo(whole > limit);
            JsonNode node = Lines.parse(cutting);
            assertThat(node.path("original_bytes").intValue(whole)).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 66, 77, 100, 200, 500, 1_000})
    void encode_randomValuesOverTheLimitOfAField_areCutAndStayValid(int limit) {
        JsonLine cutting = new JsonLine(new LineOptions(1 << 24, FieldChoice.ALL, EmptyFields.KEEP, limit, false));
        Random random = new Random(limit);
        for (int i = 0; i < 1_000; i++) {
            Object value = randomValue(random);
            LogEvent event =
                    LogEvent.builder(Level.INFO, "l", "m").attribute("a", value).build();
            String whole = String.valueOf(event.field("a"));
            cutting.encode(event, TIME);

            assertThat(Lines.parse(cutting).has("a")).isTrue();
            assertThat(cutting.isTruncated()).isFalse();
            assertThat(fieldBytes(cutting)).as("limit %d, %s", limit, whole).isLessThanOrEqualTo(limit);
            assertThat(Lines.text(cutting).contains("[truncated]"))
                    .as("limit %d, %s", limit, whole)
                    .isEqualTo(isOver(event, limit));
        }
    }

    private static int fieldBytes(JsonLine line) {
        String text = Lines.text(line);
        int start = text.indexOf("\"a\":") + 4;
        return text.substring(start, text.length() - 1).getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isOver(LogEvent event, int limit) {
        JsonLine whole = new JsonLine(1 << 24);
        whole.encode(event, TIME);
        return fieldBytes(whole) > limit;
    }

    @ParameterizedTest
    @ValueSource(ints = {1_024, 1_500, 1 << 24})
    void encode_textsOfFormerLines_areWrittenAsByANewEncoder(int limit) {
        JsonLine reused = new JsonLine(limit);
        Random random = new Random(limit);
        // Two texts with the same hash code, and more texts than an encoder keeps.
        List<String> texts = new ArrayList<>(List.of("Aa", "BB", "main"));
        IntStream.range(0, 100).forEach(i -> texts.add(hostile(random, 12)));
        for (int i = 0; i < 3_000; i++) {
            LogEvent event = LogEvent.builder(Level.INFO, any(texts, random), any(texts, random))
                    .thread(any(texts, random))
                    .attribute("a", any(texts, random))
                    .attribute("b", any(texts, random))
                    .build();
            JsonLine fresh = new JsonLine(limit);
            fresh.encode(event, TIME);

            reused.encode(event, TIME);

            assertThat(Lines.text(reused)).isEqualTo(Lines.text(fresh));
        }
    }

    /** One of the texts, the first ones most often. */
    private static String any(List<String> texts, Random random) {
        return texts.get(random.nextInt(1 + random.nextInt(texts.size())));
    }

    private static LogEvent randomEvent(Random random, Map<String, @Nullable Object> expected) {
        String logger = hostile(random, 3);
        String thread = "t" + hostile(random, 3);
        String message = hostile(random, 200);
        expected.put("logger", Lines.expected(logger));
        expected.put("thread", Lines.expected(thread));
        expected.put("message", Lines.expected(message));
        LogEvent.Builder builder = LogEvent.builder(Level.WARN, logger, message)
                .timestamp(random.nextLong())
                .thread(thread);
        if (random.nextBoolean()) {
            builder.messageBuffer().append(message);
        }
        Map<String, String> context = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = "c" + i + hostile(random, 3);
            String value = hostile(random, 50);
            context.put(name, value);
            expected.put(Lines.expected(name), Lines.expected(value));
        }
        builder.context(context);
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = "a" + i + hostile(random, 3);
            Object value = randomValue(random);
            builder.attribute(name, value);
            expected.put(Lines.expected(name), read(value));
        }
        if (random.nextBoolean()) {
            String text = hostile(random, 100);
            Throwable thrown = new IllegalStateException(text);
            builder.throwable(thrown);
            expected.put("exception_type", "java.lang.IllegalStateException");
            expected.put("exception_message", Lines.expected(text));
            expected.put(
                    "exception_stacktrace",
                    Lines.expected(StackTraceText.of(Thrown.of(thrown), 1 << 20).text()));
        }
        return builder.build();
    }

    private static @Nullable Object randomValue(Random random) {
        return randomValue(random, 0);
    }

    private static @Nullable Object randomValue(Random random, int depth) {
        return switch (random.nextInt(depth < 4 ? 8 : 6)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(40) - 20);
            case 3 -> new BigDecimal(random.nextInt());
            case 6 -> randomList(random, depth + 1);
            case 7 -> randomMap(random, depth + 1);
            default -> hostile(random, 60);
        };
    }

    private static List<@Nullable Object> randomList(Random random, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            list.add(randomValue(random, depth));
        }
        return list;
    }

    private static Map<String, @Nullable Object> randomMap(Random random, int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            map.put(i + hostile(random, 3), randomValue(random, depth));
        }
        return map;
    }

    private static String hostile(Random random, int most) {
        StringBuilder text = new StringBuilder();
        boolean isLatin1 = random.nextBoolean();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            if (isLatin1) {
                text.append("x".repeat(random.nextInt(60))).append((char) random.nextInt(0x100));
                continue;
            }
            text.append(
                    random.nextInt(3) == 0
                            ? String.valueOf((char) random.nextInt(0x10000))
                            : HostileTexts.PIECES.get(random.nextInt(HostileTexts.PIECES.size())));
        }
        return text.toString();
    }

    /** What a reader gets for {@code value}. */
    private static @Nullable Object read(@Nullable Object value) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> read = new ArrayList<>();
            list.forEach(element -> read.add(read(element)));
            return read;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> read = new LinkedHashMap<>();
            map.forEach((name, member) -> read.put(Lines.expected((String) name), read(member)));
            return read;
        }
        return value instanceof String text ? Lines.expected(text) : value;
    }

    private static @Nullable Object value(@Nullable JsonNode node) {
        if (node == null) {
            return "missing";
        }
        JsonNodeType type = node.getNodeType();
        return switch (type) {
            case NULL -> null;
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.decimalValue();
            case ARRAY ->
                node.valueStream().map(JsonLineRandomTest::value).collect(ArrayList::new, List::add, List::addAll);
            case OBJECT -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                node.propertyStream().forEach(member -> members.put(member.getKey(), value(member.getValue())));
                yield members;
            }
            default -> node.stringValue();
        };
    }
}
