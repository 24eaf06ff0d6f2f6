package io.fapilog;

import io.fapilog.spi.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The events of the applications of one life, with sizes, rates and faults that are drawn once. */
final class Traffic {
    private static final List<Level> LEVELS = List.of(Level.values());
    private static final int LEAST_BYTES = 10;
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_BYTES_AT_ONCE = 1 << 20;
    /** Text that does not compress well. */
    private static final String NOISE = noise();

    private final SplittableRandom random;
    private final FaultPlan plan;
    private final TimeSource clock;
    private final int mostBytes;
    private final boolean isNoisy;
    private final int mostGapNanos;

    Traffic(SplittableRandom random, FaultPlan plan, TimeSource clock) {
        this.random = random;
        this.plan = plan;
        this.clock = clock;
        mostBytes = LogUniform.draw(random, 2 * LEAST_BYTES, random.nextInt(3) == 0 ? MOST_BYTES : 2_000);
        isNoisy = random.nextInt(3) == 0;
        mostGapNanos = LogUniform.draw(random, 1_000, 100_000_000);
    }

    /** The most bytes of the text of an event. */
    int mostBytes() {
        return mostBytes;
    }

    /** The time until the application logs its next event, in nanoseconds. */
    long gap() {
        return random.nextInt(mostGapNanos);
    }

    /** The number of the events of a burst. */
    int burst() {
        int most = Math.min(30, 1 + MOST_BYTES_AT_ONCE / mostBytes);
        return random.nextInt(20) == 0 ? LogUniform.draw(random, 1, 20 * most) : random.nextInt(most);
    }

    LogEvent event(int id) {
        Level level = LEVELS.get(random.nextInt(LEVELS.size()));
        String mark = plan.isPoisoned() ? FaultPlan.POISON : "";
        LogEvent.Builder event = LogEvent.builder(level, "shop.Orders", "#" + id + " " + mark + text())
                .timestamp(clock.epochNanos() - random.nextInt(2) * random.nextLong(2_000))
                .thread("main")
                .attribute("text", random.nextInt(20) == 0 ? new Unspeakable() : "y\"\n\u0001\uD800");
        boolean isHostile = plan.hasThrowables() && plan.oneIn(50);
        return event.context(isHostile ? new BrokenLater() : context(id)).build();
    }

    private Map<String, String> context(int id) {
        TreeMap<String, String> context = new TreeMap<>();
        context.put("shop", "shop " + random.nextInt(random.nextInt(8) == 0 ? 100 : 3));
        if (random.nextInt(3) == 0) {
            context.put("trace_id", "0af7651916cd43dd" + id);
        }
        return context;
    }

    private String text() {
        int length = LogUniform.draw(random, LEAST_BYTES, mostBytes);
        if (!isNoisy) {
            return "x".repeat(length);
        }
        int start = random.nextInt(NOISE.length() - length + 1);
        return NOISE.substring(start, start + length);
    }

    private static String noise() {
        SplittableRandom letters = new SplittableRandom(1);
        return letters.ints(2 * MOST_BYTES, '0', 'z')
                .filter(letter -> letter != '\\')
                .limit(MOST_BYTES + (MOST_BYTES >> 1))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public String toString() {
        return "events up to " + mostBytes + (isNoisy ? " B of noise" : " B") + ", " + mostGapNanos + " ns apart";
    }

    /** An object whose text is unavailable. */
    private static final class Unspeakable {
        @Override
        public String toString() {
            throw new IllegalStateException("unspeakable");
        }
    }

    /** A context that throws when the worker reads it. */
    private static final class BrokenLater extends TreeMap<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public Set<Map.Entry<String, String>> entrySet() {
            throw new FaultPlan.HostileException();
        }

        @Override
        public boolean isEmpty() {
            return true;
        }
    }
}
