package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.TimeSource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogEventTest {
    @Test
    void build_everythingGiven_showsIt() {
        Throwable thrown = new IllegalStateException("no stock");
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
        assertThat(event.thrown()).hasToString("java.lang.IllegalStateException: no stock");
        assertThat(event).hasToString("WARN shop: message");
    }

    @Test
    void searchMessage_everyLength_passesEachByteOnce() {
        LogEvent.Builder builder = LogEvent.builder(Level.INFO, "l", "");
        for (int length = 0; length < 40; length++) {
            String text = "aäÿ0123456789bcdefghijklmnopqrstuvwxyz:;#+".substring(0, length);
            builder.messageBuffer().append(text);
            StringBuilder seen = new StringBuilder();

            boolean found = builder.build().searchMessage(eight -> {
                for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                    seen.append((char) (eight >>> shift & 0xFF));
                }
                return false;
            });

            assertThat(found).isFalse();
            assertThat(seen.toString()).isEqualTo(text + "\0".repeat((8 - length % 8) % 8));
        }
    }

    @Test
    void searchMessage_testHolds_endsThere() {
        LogEvent.Builder builder = LogEvent.builder(Level.INFO, "l", "");
        builder.messageBuffer().append("0123456789");
        LogEvent event = builder.build();

        assertThat(event.searchMessage(eight -> (eight & 0xFF) == '0')).isTrue();
        assertThat(event.searchMessage(eight -> (eight & 0xFF) == '8')).isTrue();
        assertThat(event.searchMessage(eight -> (eight & 0xFF) == '1')).isFalse();
    }

    @Test
    void contextIdentity_ofEventsWithTheSameContext_isTheSame() {
        LogEvent.Builder builder = LogEvent.builder(Level.INFO, "l", "");
        Map<String, String> map = Map.of("k", "v");
        LogEvent first = builder.context(map).attribute("a", 1).build();
        LogEvent same = builder.begin(Level.INFO, "l").context(map).build();
        LogEvent other =
                builder.begin(Level.INFO, "l").context(Map.of("k", "w")).build();
        List<String> entries = new ArrayList<>();
        first.forEachContext((name, value) -> entries.add(name + "=" + value));

        assertThat(same.contextIdentity()).isSameAs(first.contextIdentity());
        assertThat(other.contextIdentity()).isNotSameAs(first.contextIdentity());
        assertThat(entries).containsExactly("k=v");
    }

    @Test
    void toBuilder_anyPartReplaced_othersStay() {
        LogEvent event = LogEvent.builder(Level.WARN, "shop", "message")
                .timestamp(-5)
                .thread("t")
                .context(Map.of("k", "v"))
                .attribute("a", 1)
                .throwable(new IllegalStateException("no stock"))
                .build();

        LogEvent changed = event.toBuilder().message("other").build();

        assertThat(changed).hasToString("WARN shop: other");
        assertThat(changed.timestamp()).isEqualTo(-5);
        assertThat(changed.thread()).isEqualTo("t");
        assertThat(changed.context()).containsExactly(Map.entry("k", "v"));
        assertThat(attributes(changed)).containsExactly("a=1");
        assertThat(changed.thrown()).isSameAs(event.thrown());
        assertThat(event.toBuilder().build().message()).isEqualTo("message");
    }

    @Test
    void messageBuffer_anyText_isTheMessage() {
        LogEvent.Builder builder = LogEvent.builder(Level.INFO, "l", "replaced");
        for (String text :
                List.of("", "grün", "\u00ff".repeat(4_096), "\u00ff".repeat(4_097), "漢", "x".repeat(20_000), "y")) {
            builder.begin(Level.WARN, "shop").messageBuffer().append(text);
            LogEvent event = builder.build();
            assertThat(event.message()).isEqualTo(text);
            assertThat(event).hasToString("WARN shop: " + text);
            assertThat(builder.build().message()).isEqualTo(text);
        }
        assertThat(builder.message(null).build().message()).isEqualTo("null");
    }

    @Test
    void build_littleGiven_takesThreadAndTimeOfNow() {
        long before = TimeSource.system().epochNanos();

        LogEvent event = LogEvent.builder(Level.INFO, "l", null).build();

        assertThat(event.message()).isEqualTo("null");
        assertThat(event.thread()).isEqualTo(Thread.currentThread().getName());
        assertThat(event.timestamp()).isBetween(before, TimeSource.system().epochNanos());
        assertThat(event.context()).isEmpty();
        assertThat(event.thrown()).isNull();
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

        assertThat(attributes(event)).containsExactly("list=[\"before\"]", "counter=1");
        event.forEachAttribute((name, value) -> assertThat(value).isInstanceOfAny(List.class, Long.class));
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
        assertThat(without).isBetween(bare + 98_000, bare + 99_000);
        RuntimeException thrown = new RuntimeException("x".repeat(100_000));
        assertThat(big.throwable(thrown).build().size() - without).isBetween(100_000, 110_000);
    }

    @Test
    void size_ofTextsBeyondLatin1_isTwoBytesACharacterWhereverTheyAre() {
        int latin = size("ü".repeat(100_000));

        assertThat(size("€".repeat(100_000)) - latin).isBetween(99_000, 101_000);
        assertThat(size("ü".repeat(1_000) + "€" + "ü".repeat(98_999)) - latin).isBetween(99_000, 101_000);
        assertThat(size("ü".repeat(50_000) + "€".repeat(16) + "ü".repeat(49_984)) - latin)
                .isBetween(99_000, 101_000);
    }

    @Test
    void size_ofTextsThatEventsShare_countsThemOnce() {
        String logger = "shop." + "l".repeat(100);
        Map<String, String> context = Map.of("k".repeat(100), "v".repeat(100));
        int first = LogEvent.builder(Level.INFO, logger, "")
                .context(context)
                .build()
                .size();
        int second = LogEvent.builder(Level.INFO, logger, "")
                .context(context)
                .build()
                .size();

        assertThat(first - second).isBetween(300, 500);
    }

    private static int size(String message) {
        return LogEvent.builder(Level.INFO, "l", message).build().size();
    }

    @Test
    void build_threadWithoutAName_isCalledByItsNumber() throws InterruptedException {
        List<LogEvent> events = new ArrayList<>();
        Thread nameless = new Thread(
                () -> {
                    events.add(LogEvent.builder(Level.INFO, "l", "m").build());
                    events.add(LogEvent.builder(Level.INFO, "l", "m").thread("").build());
                },
                "");
        nameless.start();
        nameless.join();
        events.add(LogEvent.builder(Level.INFO, "l", "m").thread("").build());

        String name = "virtual-" + nameless.getId();
        assertThat(events).extracting(LogEvent::thread).containsExactly(name, name, "virtual");
    }

    @Test
    void context_thatIsChangedLater_isAsItWas() {
        Map<String, String> context = new HashMap<>(Map.of("k", "before"));
        LogEvent event = LogEvent.builder(Level.INFO, "l", "m").context(context).build();

        context.put("k", "after");

        assertThat(event.context()).containsExactly(Map.entry("k", "before"));
        assertThat(event.field("k")).isEqualTo("before");
    }

    @Test
    void context_thatCannotBeRead_saysSo() {
        Map<String, String> hostile = new AbstractMap<>() {
            @Override
            public Set<Map.Entry<String, String>> entrySet() {
                throw new ConcurrentModificationException();
            }
        };

        LogEvent event = LogEvent.builder(Level.INFO, "l", "m").context(hostile).build();

        assertThat(event.field("context"))
                .contains(hostile.getClass().getName(), "cannot be shown", "ConcurrentModificationException");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // as code without generics does
    void context_withOtherValuesThanTexts_isTaken() {
        Map context = new HashMap<Object, Object>(Map.of(1, 4711));

        LogEvent event = LogEvent.builder(Level.INFO, "l", "m").context(context).build();

        assertThat(event.field("1")).isEqualTo("4711");
        assertThat(event.context()).containsExactly(Map.entry("1", "4711"));
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
