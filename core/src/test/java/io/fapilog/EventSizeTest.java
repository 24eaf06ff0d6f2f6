package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.testkit.Child;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The size of an event is what it takes on the heap, measured in a JVM of its own. */
class EventSizeTest {
    private static final int EVENTS = 4_000;

    @Test
    void size_ofManyEvents_isTheHeapThatTheyTake() throws Exception {
        long seed = new Random().nextLong();
        Child child = Child.run(
                Retaining.class,
                Map.of(),
                List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:MarkSweepAlwaysCompactCount=1"),
                Long.toString(seed));

        assertThat(child.exit()).as("%s", child).isZero();
        assertThat(child.out().lines()).hasSize(Kind.values().length).allSatisfy(line -> {
            String[] words = line.split(" ");
            double counted = Double.parseDouble(words[1]);
            assertThat(counted / Double.parseDouble(words[2]))
                    .as("%s, seed %s", line, seed)
                    .isBetween(0.9, 1.1);
        });
    }

    /** What the events contain. */
    enum Kind {
        BARE,
        LATIN,
        WIDE,
        CONTEXT,
        ATTRIBUTES,
        STRUCTURES,
        THROWABLE,
        EVERYTHING
    }

    /** The sum of the sizes of events, and the heap that they take. */
    private record Measured(long counted, long taken) {
        double ratio() {
            return (double) counted / taken;
        }
    }

    /** Makes events of each kind, and prints the kind, the sum of their sizes, and the heap that they take. */
    static final class Retaining {
        private final Random random;

        private Retaining(Random random) {
            this.random = random;
        }

        @SuppressWarnings("SystemOut") // its output is what it is for
        public static void main(String[] arguments) {
            Retaining retaining = new Retaining(new Random(Long.parseLong(arguments[0])));
            for (Kind kind : Kind.values()) {
                retaining.fill(new LogEvent[10], kind);
                System.out.println(kind + retaining.measure(kind));
            }
        }

        /** The middle one of three measurements: the JVM may free objects of its own, megabytes, during one of them. */
        private String measure(Kind kind) {
            return Stream.generate(() -> measureOnce(kind))
                    .limit(3)
                    .sorted(Comparator.comparingDouble(Measured::ratio))
                    .skip(1)
                    .findFirst()
                    .map(middle -> " " + middle.counted() + " " + middle.taken())
                    .orElseThrow();
        }

        /** Holds nothing when it returns, so that the next one measures its own events. */
        private Measured measureOnce(Kind kind) {
            LogEvent[] events = new LogEvent[EVENTS];
            long before = used();
            fill(events, kind);
            long taken = used() - before;
            return new Measured(Arrays.stream(events).mapToLong(LogEvent::size).sum(), taken);
        }

        /** Collects until nothing more is freed: the JVM holds some objects of its own a little longer. */
        private static long used() {
            long before;
            long now = usedAfterCollection();
            do {
                before = now;
                now = usedAfterCollection();
            } while (before - now > 1_024);
            return now;
        }

        private static long usedAfterCollection() {
            Runtime runtime = Runtime.getRuntime();
            runtime.gc();
            return runtime.totalMemory() - runtime.freeMemory();
        }

        private void fill(LogEvent[] events, Kind kind) {
            for (int i = 0; i < events.length; i++) {
                events[i] = event(kind);
            }
        }

        private LogEvent event(Kind kind) {
            boolean all = kind == Kind.EVERYTHING;
            LogEvent.Builder builder = LogEvent.builder(Level.INFO, "shop.Orders", message(kind));
            if (all || kind == Kind.CONTEXT) {
                Map<String, String> context = new HashMap<>();
                for (int i = random.nextInt(1, 6); i > 0; i--) {
                    context.put("key." + text(5, 'a'), text(40, random.nextBoolean() ? 'a' : '\u0400'));
                }
                builder.context(context);
            }
            if (all || kind == Kind.ATTRIBUTES) {
                for (int i = random.nextInt(1, 6); i > 0; i--) {
                    builder.attribute("name." + text(5, 'a'), value());
                }
            }
            if (all || kind == Kind.STRUCTURES) {
                builder.attribute("structure", structure(3));
            }
            return (all || kind == Kind.THROWABLE ? builder.throwable(thrown(3)) : builder).build();
        }

        private String message(Kind kind) {
            return switch (kind) {
                case BARE -> text(10, 'a');
                case WIDE -> text(400, '\u0400');
                case LATIN -> text(400, 'a');
                default -> text(400, random.nextBoolean() ? 'a' : '\u0400');
            };
        }

        private Object value() {
            return switch (random.nextInt(5)) {
                case 0 -> 1_000 + random.nextInt();
                case 1 -> random.nextLong();
                case 2 -> new BigDecimal(random.nextInt()).movePointLeft(2);
                case 3 -> new BigDecimal("1234567890123456789012345678901234567890");
                default -> text(60, 'a');
            };
        }

        private Object structure(int depth) {
            if (depth == 0) {
                return value();
            }
            List<Object> list = new ArrayList<>();
            Map<String, Object> map = new HashMap<>();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                list.add(structure(depth - 1));
                map.put("key." + text(5, 'a'), structure(depth - 1));
            }
            return random.nextBoolean() ? list : map;
        }

        private Throwable thrown(int depth) {
            RuntimeException thrown = new RuntimeException(
                    random.nextInt(4) == 0 ? null : text(100, 'a'), depth == 0 ? null : thrown(depth - 1));
            if (random.nextInt(4) == 0) {
                thrown.addSuppressed(new IllegalStateException(text(50, '\u0400')));
            }
            return thrown;
        }

        /** A text of its own, with up to {@code most} letters from {@code first} on. */
        private String text(int most, char first) {
            return random.ints(1 + random.nextInt(most), first, first + 26)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }
}
