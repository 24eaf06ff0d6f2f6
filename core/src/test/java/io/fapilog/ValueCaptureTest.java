package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.config.EmptyFields;
import io.fapilog.config.FieldChoice;
import io.fapilog.config.LineOptions;
import io.fapilog.json.JsonLine;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values with members are captured within bounds, and what is wrong with a member is in its place. */
class ValueCaptureTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void capture_valuesWithMembers_areNestedJson() {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put(2, null);
        map.put("c", List.of("x", true, 1.5));
        assertThat(json(map)).isEqualTo("{\"a\":1,\"2\":null,\"c\":[\"x\",true,1.5]}");
        assertThat(json(new int[] {1, 2})).isEqualTo("[1,2]");
        assertThat(json(new Object[] {"a", new boolean[] {true}})).isEqualTo("[\"a\",[true]]");
        assertThat(json(new char[] {'a', 'b'})).isEqualTo("ab");
        assertThat(json(Map.entry("k", "v"))).isEqualTo("{\"k\":\"v\"}");
        assertThat(json(new Order(7, List.of("x")))).isEqualTo("{\"number\":7,\"items\":[\"x\"]}");
        assertThat(json(List.of(new double[] {Double.NaN}))).isEqualTo("[[\"NaN\"]]");
        assertThat(json(List.of())).isEqualTo("[]");
        assertThat(json(Map.of())).isEqualTo("{}");
    }

    @Test
    void capture_wrappers_areWhatTheyHold() {
        assertThat(captured(Optional.of("x"))).isEqualTo("x");
        assertThat(captured(Optional.empty())).isNull();
        assertThat(captured(OptionalInt.of(1))).isEqualTo(1);
        assertThat(captured(OptionalLong.of(1))).isEqualTo(1L);
        assertThat(captured(OptionalDouble.of(1))).isEqualTo(1.0);
        assertThat(captured(OptionalInt.empty())).isNull();
        assertThat(captured(OptionalLong.empty())).isNull();
        assertThat(captured(OptionalDouble.empty())).isNull();
        assertThat(captured(new AtomicReference<>(List.of(1)))).isEqualTo(List.of(1));
        assertThat(captured(new AtomicBoolean(true))).isEqualTo(true);
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // applications have them
    void capture_valuesOfTheJdk_areText() {
        assertThat(captured(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(captured(Duration.ofSeconds(90))).isEqualTo("PT1M30S");
        assertThat(captured(new Date(0))).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(captured(new GregorianCalendar(TimeZone.getTimeZone("UTC"))))
                .asString()
                .endsWith("Z");
        assertThat(captured(URI.create("http://a/b"))).isEqualTo("http://a/b");
        assertThat(captured(Path.of("a", "b"))).isEqualTo(Path.of("a", "b").toString());
        assertThat(captured(String.class)).isEqualTo("java.lang.String");
        assertThat(captured(Level.INFO)).isEqualTo("INFO");
        assertThat(captured('c')).isEqualTo("c");
        assertThat(captured(new IllegalStateException("x"))).isEqualTo("java.lang.IllegalStateException: x");
        assertThat(captured(List.of(Instant.EPOCH, StandardCharsets.UTF_8)))
                .isEqualTo(List.of("1970-01-01T00:00:00Z", "UTF-8"));
    }

    @Test
    void capture_streamAndIterator_areNotConsumed() {
        Stream<Integer> stream = Stream.of(1, 2);
        Iterator<Integer> iterator = List.of(1).iterator();
        assertThat(captured(stream)).isInstanceOf(String.class);
        assertThat(captured(iterator)).isInstanceOf(String.class);
        assertThat(stream.count()).isEqualTo(2);
        assertThat(iterator.hasNext()).isTrue();
    }

    @Test
    void capture_recordWithATextOfItsOwn_isThatText() {
        assertThat(captured(new Masked("geheim"))).isEqualTo("***");
        assertThat(captured(List.of(new Masked("geheim")))).isEqualTo(List.of("***"));
    }

    @Test
    void capture_cycles_areNamed() {
        List<Object> list = new ArrayList<>();
        list.add(Map.of("up", list));
        list.add("after");
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("self", map);
        AtomicReference<Object> reference = new AtomicReference<>();
        reference.set(reference);
        assertThat(json(list)).isEqualTo("[{\"up\":\"[cycle]\"},\"after\"]");
        assertThat(json(map)).isEqualTo("{\"self\":\"[cycle]\"}");
        assertThat(captured(reference)).isEqualTo("[cycle]");
        List<Integer> twice = List.of(1);
        assertThat(json(List.of(twice, twice))).isEqualTo("[[1],[1]]");
    }

    @Test
    void capture_membersThatThrow_harmOnlyThemselves() {
        Object thrower = new Object() {
            @Override
            public String toString() {
                throw new StackOverflowError();
            }
        };
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("bad", thrower);
        map.put(thrower, 1);
        map.put("good", new Throwing(3));
        JsonNode node = JSON.readTree(json(map));
        assertThat(node.get("bad").stringValue()).contains("cannot be shown: java.lang.StackOverflowError");
        assertThat(node.get("good").get("bad").stringValue())
                .contains("cannot be shown: java.lang.IllegalStateException");
        assertThat(node.get("good").get("number").intValue()).isEqualTo(3);
        assertThat(node.size()).isEqualTo(3);
    }

    @Test
    void capture_collectionsThatThrow_keepWhatWasRead() {
        Iterable<Integer> throwing = () -> IntStream.range(0, 10)
                .peek(i -> {
                    if (i == 2) {
                        throw new IllegalStateException("hostile");
                    }
                })
                .iterator();
        Iterable<Integer> atOnce = () -> {
            throw new IllegalStateException("hostile");
        };
        assertThat(JSON.readTree(json(throwing)).get(0).intValue()).isZero();
        assertThat(json(throwing)).contains("cannot be shown: java.lang.IllegalStateException");
        assertThat(captured(atOnce)).asString().contains("cannot be shown").doesNotStartWith("[\"");
        assertThat(captured(new HalfMap()))
                .asString()
                .startsWith("{\"a\":1,\"[unreadable]\":\"[")
                .contains("cannot be shown");
    }

    @Test
    void capture_beyondTheBounds_isCutAndSaysSo() {
        Iterable<Integer> infinite = () -> Stream.iterate(0, i -> i + 1).iterator();
        assertThat((List<?>) captured(infinite)).hasSize(1_001).last().isEqualTo("[truncated]");
        assertThat((List<?>) captured(new long[1_000])).hasSize(1_000).last().isEqualTo(0L);
        assertThat((List<?>) captured(new long[1_001])).hasSize(1_001).last().isEqualTo("[truncated]");
        assertThat((Collection<?>) captured(Collections.nCopies(Integer.MAX_VALUE, infinite)))
                .hasSize(2);
        Map<Integer, Integer> map = new LinkedHashMap<>();
        IntStream.range(0, 2_000).forEach(i -> map.put(i, i));
        assertThat((Map<?, ?>) captured(map)).hasSize(1_001);
        assertThat(json(map)).endsWith(",\"[truncated]\":true}");
        List<String> texts = Collections.nCopies(100, "😀".repeat(500));
        assertThat(json(texts).length()).isBetween(32 << 10, 34 << 10);
        assertThat(json(texts)).endsWith("…[truncated]\",\"[truncated]\"]").doesNotContain("?");
        Object deep = "x";
        for (int i = 0; i < 10_000; i++) {
            deep = new Object[] {deep};
        }
        assertThat(json(deep)).isEqualTo("[[[[[[[[\"[truncated]\"]]]]]]]]");
    }

    @Test
    void capture_namesThatAreEqualInUtf8_areUnique() {
        Map<Object, Integer> map = new LinkedHashMap<>();
        map.put("1", 1);
        map.put(1, 2);
        map.put(1L, 3);
        map.put("\uD83D", 4);
        map.put("\uDE00", 5);
        assertThat(json(map)).isEqualTo("{\"1\":1,\"1_2\":2,\"1_3\":3,\"\uFFFD\":4,\"\uFFFD_2\":5}");
    }

    @Test
    void capture_captured_isItself() {
        Object captured = captured(Map.of("a", List.of(1)));
        assertThat(captured(captured)).isSameAs(captured);
        assertThat(captured(new ArrayList<>(Arrays.asList(captured, null)))).isEqualTo(Arrays.asList(captured, null));
        assertThat(captured).isEqualTo(Map.of("a", List.of(1)));
    }

    @Test
    void capture_changedLater_isAsItWas() {
        List<Integer> list = new ArrayList<>(List.of(1));
        LogEvent event =
                LogEvent.builder(Level.INFO, "l", "m").attribute("a", list).build();
        list.add(2);
        assertThat(event.field("a")).isEqualTo("[1]");
        assertThat(event.toBuilder().build().field("a")).isEqualTo("[1]");
    }

    @Test
    void members_ofMapAndRecord_areAttributes() {
        LogEvent event = LogEvent.builder(Level.INFO, "l", "m")
                .members(new Order(1, List.of()))
                .members(Map.of("a", 2))
                .members("text")
                .members(null)
                .build();
        assertThat(event.field("number")).isEqualTo("1");
        assertThat(event.field("items")).isEqualTo("[]");
        assertThat(event.field("a")).isEqualTo("2");
    }

    @Test
    void line_optionsOfFields_areKept() {
        LogEvent event = LogEvent.builder(Level.INFO, "l", "m")
                .context("traceId", "1")
                .context("empty", "")
                .attribute("secret", 1)
                .attribute("sécret", 1)
                .attribute("none", Optional.empty())
                .attribute("huge", "x".repeat(1_000))
                .build();
        FieldChoice choice = FieldChoice.of(List.of("*", "!*s?cret*".replace('?', 'e'), "!sécret", "!traceId"));
        assertThat(line(event, new LineOptions(4_096, choice, EmptyFields.DROP, 64, true)))
                .endsWith("\"message\":\"m\",\"huge\":\"" + "x".repeat(48) + "…[truncated]\"}");
        FieldChoice ids = FieldChoice.of(List.of("trace_id"));
        assertThat(line(event, new LineOptions(4_096, ids, EmptyFields.KEEP, 64, true)))
                .endsWith("\"message\":\"m\",\"trace_id\":\"1\"}");
        assertThat(line(event, LineOptions.of(4_096))).contains("\"empty\":\"\"", "\"none\":null");
    }

    private static String line(LogEvent event, LineOptions options) {
        JsonLine line = new JsonLine(options);
        line.encode(event, 0);
        line.encode(event, 0);
        return new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
    }

    private static @Nullable Object captured(@Nullable Object value) {
        List<@Nullable Object> found = new ArrayList<>();
        LogEvent.builder(Level.INFO, "l", "m")
                .attribute("a", value)
                .build()
                .forEachAttribute((name, captured) -> found.add(captured));
        return found.get(0);
    }

    private static String json(Object value) {
        String json = String.valueOf(captured(value));
        if (json.startsWith("{") || json.startsWith("[")) {
            assertThat(JSON.readTree(json).isContainer()).isTrue();
        }
        return json;
    }

    private record Order(int number, List<String> items) {}

    private record Masked(String secret) {
        @Override
        public String toString() {
            return "***";
        }
    }

    private record Throwing(int number, int bad) {
        Throwing(int number) {
            this(number, 0);
        }

        @Override
        @SuppressWarnings("UnusedMethod") // called by the capture
        public int bad() {
            throw new IllegalStateException("hostile");
        }
    }

    /** A map of which only the first entry can be read. */
    private static final class HalfMap extends LinkedHashMap<String, Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public java.util.Set<Map.Entry<String, Integer>> entrySet() {
            return new java.util.AbstractSet<>() {
                @Override
                public int size() {
                    return Integer.MAX_VALUE;
                }

                @Override
                public Iterator<Map.Entry<String, Integer>> iterator() {
                    return Stream.of(Map.entry("a", 1), Map.entry("b", 2))
                            .peek(entry -> {
                                if (entry.getValue() == 2) {
                                    throw new java.util.ConcurrentModificationException();
                                }
                            })
                            .iterator();
                }
            };
        }
    }
}
