package io.fapilog.cli.event;

/**
 * The first of the two lines that java.util.logging writes: {@code Nov 26, 2026 10:00:00 AM shop.Orders take}. The second
 * one begins with the level.
 */
final class JulShape implements Shape {
    private final TimeScanner times;
    private final RecentNames names;

    JulShape(TimeScanner times, RecentNames names) {
        this.times = times;
        this.names = names;
    }

    @Override
    public boolean read(String line, int from, EventDraft draft) {
        if (!TimeCursor.isLetter(line.charAt(from))
                || line.length() < from + 20
                || (line.charAt(from + 5) != ',' && line.charAt(from + 6) != ',')
                || !times.scan(line, from)) {
            return false;
        }
        draft.time(times.nanos());
        int start = times.end() + 1;
        int end = start < line.length() ? LoggerScanner.wordEnd(line, start, line.length()) : start;
        if (end > start) {
            draft.logger(names.of(line, start, end));
        }
        draft.trail(EventDraft.Trail.LEVEL_LINE);
        return true;
    }
}
