package io.fapilog.stage;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A limit of the events below ERROR that a logger logs in a second, by their time stamps. A logger may log all events
 * of a second at once. Not thread-safe.
 */
final class RateLimit {
    private static final long SECOND = 1_000_000_000;
    /** The most loggers that are counted; those beyond share a count. */
    private static final int MOST_LOGGERS = 4_096;

    private static final int MOST_NAMED = 10;
    private static final String OTHERS = "other loggers";

    private final int perSecond;
    private final Map<String, Window> windows = new HashMap<>();
    private long heldBack;

    /**
     * A limit.
     *
     * @param perSecond the most events of a logger in a second; 0 for no limit
     */
    RateLimit(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Whether {@code event} is within the limit. If not, it is counted. */
    boolean admits(LogEvent event) {
        if (perSecond == 0
                || event.level() == Level.ERROR
                || window(event.logger()).admits(event.timestamp(), perSecond)) {
            return true;
        }
        heldBack++;
        return false;
    }

    /** Whether an event was held back since the last {@link #report}. */
    boolean hasHeldBack() {
        return heldBack > 0;
    }

    /** An event that says how many events of which loggers were held back since the last report. */
    LogEvent report() {
        List<Map.Entry<String, Window>> limited = windows.entrySet().stream()
                .filter(entry -> entry.getValue().heldBack > 0)
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().heldBack))
                .toList();
        String named = limited.stream()
                .limit(MOST_NAMED)
                .map(entry -> entry.getValue().heldBack + " of " + entry.getKey())
                .collect(Collectors.joining(", "));
        int more = limited.size() - MOST_NAMED;
        LogEvent report = LogEvent.builder(
                        Level.WARN,
                        "io.fapilog",
                        "rate_limit=" + perSecond + " has held back " + heldBack
                                + (heldBack == 1 ? " event: " : " events: ") + named
                                + (more > 0 ? " and those of " + more + " more loggers" : ""))
                .attribute("held_back", heldBack)
                .build();
        limited.forEach(entry -> entry.getValue().heldBack = 0);
        heldBack = 0;
        return report;
    }

    private Window window(String logger) {
        Window window = windows.get(logger);
        if (window == null) {
            String name = windows.size() < MOST_LOGGERS ? logger : OTHERS;
            window = windows.computeIfAbsent(name, unused -> new Window());
        }
        return window;
    }

    /** The events of one logger in a second, which begins with the first of them. */
    private static final class Window {
        private long start = Long.MIN_VALUE / 2;
        private int admitted;
        private long heldBack;

        /** An event that is a little older than the window, as of another thread, counts in it. */
        boolean admits(long timestamp, int most) {
            if (Math.abs(timestamp - start) >= SECOND) {
                start = timestamp;
                admitted = 0;
            }
            if (admitted < most) {
                admitted++;
                return true;
            }
            heldBack++;
            return false;
        }
    }
}
