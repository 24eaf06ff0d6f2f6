package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.TimeSource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogEventTest {
    @Test
    void build_everythingGiven_showsIt() {
        Throwable thrown = new IllegalStateException();
        LogEvent event = LogEvent.builder(Level.WARN, "shop", "message")
                .timestamp(-5)
                .thread("t")
                .context(Map.of("k", "v"))
                .attribute("a", 1)
                .throwable(thrown)
                .build();

        assertThat(event.timestamp()).isEqualTo(-5);
        assertThat(event.level()).isEqualTo(Level.WARN);
        assertThat(event.logger()).isEqualTo("shop");
        assertThat(event.thread()).isEqualTo("t");
        assertThat(event.message()).isEqualTo("message");
        assertThat(event.context()).containsExactly(Map.entry("k", "v"));
        assertThat(attributes(event)).containsExactly("a=1");
        assertThat(event.throwable()).isSameAs(thrown);
        assertThat(event).hasToString("WARN shop: message");
    }

    @Test
    void build_littleGiven_takesThreadAndTimeOfNow() {
        long before = TimeSource.system().epochNanos();

        LogEvent event = LogEvent.builder(Level.INFO, "l", null).build();

        assertThat(event.message()).isEqualTo("null");
        assertThat(event.thread()).isEqualTo(Thread.currentThread().getName());
        assertThat(event.timestamp()).isBetween(before, TimeSource.system().epochNanos());
        assertThat(event.context()).isEmpty();
        assertThat(event.throwable()).isNull();
        assertThat(attributes(event)).isEmpty();
    }

    @Test
    void attribute_mutableValues_areCapturedAtTheCall() {
        List<String> list = new ArrayList<>(List.of("before"));
        AtomicLong counter = new AtomicLong(1);
        LogEvent event = LogEvent.builder(Level.INFO, "l", "m")
                .attribute("list", list)
                .attribute("counter", counter)
                .build();

        list.add("after");
        counter.set(2);

        assertThat(attributes(event)).containsExactly("list=[before]", "counter=1");
        event.forEachAttribute((name, value) -> assertThat(value).isInstanceOfAny(String.class, Long.class));
    }

    @Test
    void attribute_moreThanTheFirstRoom_keepsAllInOrder() {
        LogEvent.Builder builder = LogEvent.builder(Level.INFO, "l", "m");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            builder.attribute("n" + i, i);
            expected.add("n" + i + "=" + i);
        }

        assertThat(attributes(builder.build())).isEqualTo(expected);
    }

    @Test
    void attribute_toStringThrows_isNamedInPlaceOfTheValue() {
        Object hostile = new Object() {
            @Override
            public String toString() {
                throw new AssertionError("hostile");
            }
        };

        LogEvent event =
                LogEvent.builder(Level.INFO, "l", "m").attribute("a", hostile).build();

        assertThat(event.field("a"))
                .contains(hostile.getClass().getName(), "AssertionError")
                .doesNotContain("hostile]");
    }

    @Test
    void attribute_numberOfAnUnknownClass_isText() {
        Number own = new BigDecimal("1.5") {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
                return "mine";
            }
        };

        LogEvent.builder(Level.INFO, "l", "m")
                .attribute("a", own)
                .build()
                .forEachAttribute((name, value) -> assertThat(value).isEqualTo("mine"));
    }

    @Test
    void field_name_isLookedUpInContextThenAttributes() {
        LogEvent event = LogEvent.builder(Level.INFO, "l", "m")
                .context(Map.of("both", "context"))
                .attribute("both", "attribute")
                .attribute("none", null)
                .attribute("number", 7)
                .build();

        assertThat(event.field("both")).isEqualTo("context");
        assertThat(event.field("number")).isEqualTo("7");
        assertThat(event.field("none")).isNull();
        assertThat(event.field("missing")).isNull();
    }

    @Test
    void size_contents_growsWithAllOfThem() {
        int bare = LogEvent.builder(Level.INFO, "l", "").build().size();
        LogEvent.Builder big = LogEvent.builder(Level.INFO, "l", "x".repeat(10_000))
                .context(Map.of("k".repeat(10_000), "v".repeat(10_000)))
                .attribute("a".repeat(10_000), "b".repeat(10_000))
                .attribute("n", BigInteger.ONE.shiftLeft(80_000))
                .attribute("d", new BigDecimal(BigInteger.ONE.shiftLeft(80_000), 3))
                .attribute("i", 1);

        int without = big.build().size();
        assertThat(without).isBetween(bare + 70_000, bare + 71_000);
        assertThat(big.throwable(new RuntimeException()).build().size()).isGreaterThan(without + 1_000);
    }

    @Test
    void build_contextWithNulls_isTaken() {
        Map<String, String> context = new HashMap<>();
        context.put(nothing(), nothing());

        LogEvent event = LogEvent.builder(Level.INFO, "l", "m").context(context).build();

        assertThat(event.size()).isPositive();
        assertThat(event.field("k")).isNull();
    }

    @Test
    void isAtLeast_levels_areInAscendingOrder() {
        assertThat(Level.WARN.isAtLeast(Level.INFO)).isTrue();
        assertThat(Level.WARN.isAtLeast(Level.WARN)).isTrue();
        assertThat(Level.WARN.isAtLeast(Level.ERROR)).isFalse();
    }

    private static List<String> attributes(LogEvent event) {
        List<String> attributes = new ArrayList<>();
        event.forEachAttribute((String name, @Nullable Object value) -> attributes.add(name + "=" + value));
        return attributes;
    }

    @SuppressWarnings("NullAway") // an application's map may contain these despite its type
    private static String nothing() {
        return null;
    }
}
