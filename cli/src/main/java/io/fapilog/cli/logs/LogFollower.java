package io.fapilog.cli.logs;

import io.fapilog.spi.SinkQuery;
import io.fapilog.spi.TimeSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Shows new lines by asking for the latest ones again and again and leaving out those that it has shown.
 *
 * <p>Loki also has a tail over WebSocket. This does not use it: a tail drops lines for a client that is slow, a
 * connection that ends loses what comes until the next one, gateways end idle connections or allow no WebSocket at all,
 * and a second way through proxy, TLS and credentials would be needed. A request that fails is simply repeated here.
 *
 * <p>Each sweep reads the last ten seconds again, every thirtieth one the last five minutes, and the first one after a
 * failure what lies in between too. So a line is shown once, and no line is missed that reaches Loki within five minutes
 * of its time stamp. A line that comes later, such as one from a spool after an outage, is not shown. The clocks of
 * server and client may differ. Memory: about 150 bytes for each line of the last five minutes, at most a million
 * lines. For one thread.
 */
public final class LogFollower {
    private static final long NEAR = TimeUnit.SECONDS.toNanos(10);
    private static final long WIDE = TimeUnit.MINUTES.toNanos(5);
    private static final int WIDE_EVERY = 30;
    /** Loki takes lines whose time is up to ten minutes in the future. */
    private static final long FUTURE = TimeUnit.MINUTES.toNanos(10);

    private static final int MOST_MARKS = 1_000_000;

    /** What tells a line from every other one. */
    private record Mark(long nanos, long high, long low) implements Comparable<Mark> {
        private static final Comparator<Mark> ORDER = Comparator.comparingLong(Mark::nanos)
                .thenComparingLong(Mark::high)
                .thenComparingLong(Mark::low);

        @Override
        public int compareTo(Mark other) {
            return ORDER.compare(this, other);
        }
    }

    private final LogQuery query;
    private final TimeSource time;
    private final Consumer<LogLine> target;
    private final MessageDigest digest = sha256();
    /** How often a line was shown: the query may make several lines equal. */
    private final TreeMap<Mark, Integer> shown = new TreeMap<>();

    private Map<Mark, Integer> seen = new HashMap<>();
    private long floor = Long.MIN_VALUE;
    private long through;
    private int sweeps;

    /**
     * Follows {@code query}.
     *
     * @param target takes each new line; what comes late is not in order
     */
    public LogFollower(LogQuery query, TimeSource time, Consumer<LogLine> target) {
        this.query = query;
        this.time = time;
        this.target = target;
    }

    /**
     * Shows the newest lines.
     *
     * @param since how old they are at most
     * @param most how many they are at most
     */
    public void begin(Duration since, int most) throws SinkQuery.Failure {
        long now = time.epochNanos();
        // The first answer tells the clock of the server, and fails if the query is wrong.
        query.newest(now - since.toNanos(), now + FUTURE, 1);
        through = served(now);
        long near = through - NEAR;
        // Lines that are there and not to be shown, so that one that comes late can be told from them.
        query.forward(near, now + FUTURE, page -> page.forEach(this::hide));
        List<LogLine> newest = most == 0 ? List.of() : query.newest(now - since.toNanos(), now + FUTURE, most);
        newest.forEach(this::showAnyway);
        if (newest.size() < most) {
            floor = now - since.toNanos();
        } else {
            floor = newest.isEmpty() ? near : Math.min(near, newest.get(0).nanos() + 1);
        }
    }

    private void hide(LogLine line) {
        shown.merge(mark(line), 1, Integer::sum);
    }

    private void showAnyway(LogLine line) {
        Mark mark = mark(line);
        if (seen.merge(mark, 1, Integer::sum) > shown.getOrDefault(mark, 0)) {
            shown.merge(mark, 1, Integer::sum);
        }
        target.accept(line);
    }

    /** Shows what is new. After a failure, the next sweep reads everything from the last successful one on. */
    public void sweep() throws SinkQuery.Failure {
        long now = time.epochNanos();
        long back = sweeps % WIDE_EVERY == 0 ? WIDE : NEAR;
        seen = new HashMap<>();
        query.forward(Math.max(floor, through - back), now + FUTURE, page -> page.forEach(this::show));
        sweeps++;
        through = served(now);
        shown.headMap(new Mark(through - 2 * WIDE, 0, 0)).clear();
    }

    /** Makes the next sweep a wide one, since lines may have been held back during a failure. */
    public void failed() {
        sweeps = 0;
    }

    /** The earlier one of the two clocks. */
    private long served(long now) {
        return Math.min(now, now + query.ahead().toNanos());
    }

    private void show(LogLine line) {
        Mark mark = mark(line);
        if (seen.merge(mark, 1, Integer::sum) > shown.getOrDefault(mark, 0)) {
            shown.merge(mark, 1, Integer::sum);
            forgetOldest();
            target.accept(line);
        }
    }

    private void forgetOldest() {
        if (shown.size() > MOST_MARKS) {
            floor = Math.max(floor, shown.pollFirstEntry().getKey().nanos() + 1);
        }
    }

    private Mark mark(LogLine line) {
        digest.reset();
        for (String part : List.of(
                line.labels().toString(),
                line.metadata().toString(),
                line.parsed().toString(),
                line.line())) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
            digest.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new Mark(line.nanos(), hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
