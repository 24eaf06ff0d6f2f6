package io.fapilog.cli.event;

import io.fapilog.spi.TimeSource;
import java.time.ZoneId;

/**
 * Reads a time at a place of a text, in the notations of common logging systems: {@code 2026-11-26T10:00:00.123Z} and
 * its variants, {@code 10:00:00.123}, {@code 26/Nov/2026:10:00:00 +0000}, {@code 26-Nov-2026 10:00:00.123}, {@code Nov
 * 26 10:00:00}, {@code Nov 26, 2026 10:00:00 AM}, {@code Thu Nov 26 10:00:00 2026}. A time without an offset is one of
 * the default zone. A date or year that is missing is the latest one that does not make the time later than the
 * reference. A scan takes time in proportion to the length of the notation. Not thread-safe; keeps its last result.
 */
final class TimeScanner {
    private static final long EARLIEST_SECOND = 315_532_800L;
    private static final long LATEST_SECOND = 7_258_118_400L;
    private static final long DAY = 86_400;
    /** How far in the future a time without a date may be: the clock of another machine may be ahead. */
    private static final long AHEAD = 60;

    private static final int LONGEST_ZONE_ID = 40;

    /** Zones differ by quarters of an hour, and by 26 hours at most. */
    private static final long QUARTER = 900;

    private static final long MOST_QUARTERS = 26 * 4;
    /** How long after an event its line may be written, in seconds. */
    private static final long LONGEST_DELAY = 60;
    /** How much earlier than the event a line may seem to be written, in seconds. */
    private static final long CLOCKS_APART = 2;

    private final LocalZone zone;
    private final TimeCursor in = new TimeCursor();
    private final TimeSource clock;
    private long reference = EventTime.NONE;
    private long nanos;

    TimeScanner(ZoneId zone, TimeSource clock) {
        this.zone = new LocalZone(zone);
        this.clock = clock;
    }

    /**
     * Sets when the line was written, in nanoseconds, if its envelope says so, else {@link EventTime#NONE}. Times without
     * a date are not later than that; else, not later than the present time.
     */
    void reference(long epochNanos) {
        reference = epochNanos;
    }

    /** What clocks in the default zone show at the reference. */
    private long now() {
        long epochNanos = reference == EventTime.NONE ? clock.epochNanos() : reference;
        return zone.toLocal(Math.floorDiv(epochNanos, 1_000_000_000L));
    }

    /** Whether a time begins at {@code from}; {@link #nanos} and {@link #end} tell the rest. */
    boolean scan(String text, int from) {
        in.begin(text, from);
        char first = in.peek(0);
        if (TimeCursor.isDigit(first)) {
            return numeric();
        }
        return TimeCursor.isLetter(first) && named();
    }

    /** Whether month, day and time of glog begin at {@code from}: {@code 1126 10:00:00.123456}. */
    boolean scanMonthAndDay(String text, int from) {
        in.begin(text, from);
        return in.monthAndDay() && in.skip(' ') && in.clock() && (in.year() < 0 ? withoutYear() : dated());
    }

    /** The time in nanoseconds since the epoch. */
    long nanos() {
        return nanos;
    }

    /** The index behind the time. */
    int end() {
        return in.at();
    }

    private boolean numeric() {
        char third = in.peek(2);
        if (third == ':') {
            return in.clock() && timeOfDay();
        }
        char fifth = in.peek(4);
        if (fifth == '-' || fifth == '/' || (fifth == '.' && TimeCursor.isDigit(in.peek(6)))) {
            return in.yearFirst() && in.dateEnd() && in.clock() && dated();
        }
        return in.dayFirst() && in.dateEnd() && in.clock() && dated();
    }

    /** A notation that begins with the name of a month or of a day of the week. */
    private boolean named() {
        in.weekday();
        if (TimeCursor.isDigit(in.peek(0))) {
            return in.dayFirst() && in.dateEnd() && in.clock() && dated();
        }
        if (!in.monthFirst()) {
            return false;
        }
        if (in.skip(',')) {
            return in.spaceAndYear() && in.dateEnd() && in.clock() && dated();
        }
        in.optionalYear();
        if (!in.dateEnd() || !in.clock()) {
            return false;
        }
        if (in.year() < 0) {
            in.zoneBeforeYear();
            in.trailingYear();
        }
        return in.year() < 0 ? withoutYear() : dated();
    }

    private boolean dated() {
        return in.isValidDate() && result(TimeCursor.epochDay(in.year(), in.month(), in.day()));
    }

    private boolean result(long day) {
        long second = day * DAY + in.secondOfDay();
        int before = in.at();
        second = in.offset() ? second - in.offsetSeconds() : nearReference(zone.toEpoch(second));
        skipZoneId(before);
        nanos = second * 1_000_000_000L + in.fraction();
        return second >= EARLIEST_SECOND && second < LATEST_SECOND;
    }

    /**
     * The time without an offset in the zone of the program that wrote it, which is known if the time was written right
     * before the reference in another zone than the default one.
     */
    private long nearReference(long second) {
        if (reference == EventTime.NONE) {
            return second;
        }
        long later = Math.floorDiv(reference, 1_000_000_000L) - second;
        long quarters = Math.floorDiv(later + CLOCKS_APART, QUARTER);
        long rest = later - quarters * QUARTER;
        return Math.abs(quarters) <= MOST_QUARTERS && rest <= LONGEST_DELAY ? second + quarters * QUARTER : second;
    }

    /** Skips {@code [Europe/Paris]} behind an offset. */
    private void skipZoneId(int before) {
        if (in.at() == before || in.peek(0) != '[') {
            return;
        }
        boolean slash = false;
        for (int i = 1; i < LONGEST_ZONE_ID; i++) {
            char c = in.peek(i);
            slash |= c == '/';
            if (c == ']' || c == 0) {
                in.advance(c == ']' && slash ? i + 1 : 0);
                return;
            }
        }
    }

    private boolean timeOfDay() {
        long now = now();
        long day = Math.floorDiv(now, DAY);
        if (day * DAY + in.secondOfDay() > now + AHEAD) {
            day--;
        }
        return result(day);
    }

    private boolean withoutYear() {
        long now = now();
        int latest = TimeCursor.yearOf(Math.floorDiv(now + DAY, DAY));
        for (int year = latest; year > latest - 9; year--) {
            in.year(year);
            if (in.isValidDate()
                    && TimeCursor.epochDay(year, in.month(), in.day()) * DAY + in.secondOfDay() <= now + DAY) {
                return dated();
            }
        }
        return false;
    }
}
