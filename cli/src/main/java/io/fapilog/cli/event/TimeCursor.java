package io.fapilog.cli.event;

import java.time.LocalDate;

/** A place in a text, and the parts of a date and time that were read up to it. Not thread-safe. */
final class TimeCursor {
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final String DAYS = "montuewedthufrisatsun";
    /** Abbreviations of zones, which PostgreSQL and {@code Date.toString} write, and their offsets in hours. */
    private static final String ZONES = "CET +1 CEST+2 EET +2 EEST+3 WEST+1 BST +1 MSK +3 JST +9 KST +9"
            + " EST -5 EDT -4 CST -6 CDT -5 MST -7 MDT -6 PST -8 PDT -7 ";

    private String text = "";
    private int at;
    private int year;
    private int month;
    private int day;
    private int secondOfDay;
    private int fraction;
    private int offsetSeconds;
    private boolean zoned;

    void begin(String line, int from) {
        text = line;
        at = from;
        year = -1;
        zoned = false;
    }

    int at() {
        return at;
    }

    void advance(int characters) {
        at += characters;
    }

    /** The character {@code ahead} of the place, or 0 behind the end. */
    char peek(int ahead) {
        int index = at + ahead;
        return index < text.length() ? text.charAt(index) : 0;
    }

    boolean skip(char expected) {
        boolean found = peek(0) == expected;
        at += found ? 1 : 0;
        return found;
    }

    int year() {
        return year;
    }

    void year(int assumed) {
        year = assumed;
    }

    int month() {
        return month;
    }

    int day() {
        return day;
    }

    int secondOfDay() {
        return secondOfDay;
    }

    int fraction() {
        return fraction;
    }

    int offsetSeconds() {
        return offsetSeconds;
    }

    /** {@code 2026-11-26}, {@code 2026/11/26}, {@code 2026.11.26}. */
    boolean yearFirst() {
        int high = two(0);
        int low = two(2);
        month = two(5);
        day = two(8);
        year = high * 100 + low;
        boolean read = high >= 0 && low >= 0 && month >= 0 && day >= 0 && peek(4) == peek(7);
        at += 10;
        return read;
    }

    /** {@code 26/Nov/2026}, {@code 26-Nov-2026}, {@code 26 Nov 2026}, {@code 26.11.2026}. */
    boolean dayFirst() {
        day = number();
        char separator = peek(0);
        if (day < 0 || (separator != '/' && separator != '-' && separator != ' ' && separator != '.')) {
            return false;
        }
        at++;
        if (separator == '.') {
            month = two(0);
            at += 2;
        } else if (!monthName()) {
            return false;
        }
        return month >= 0 && skip(separator) && fourDigits();
    }

    /** {@code Nov 26}, {@code Nov  6}. */
    boolean monthFirst() {
        if (!monthName() || !skip(' ')) {
            return false;
        }
        skip(' ');
        day = number();
        return day >= 0;
    }

    /** {@code 1126}, or {@code 20261126}. */
    boolean monthAndDay() {
        if (isDigit(peek(4)) && !fourDigits()) {
            return false;
        }
        month = two(0);
        day = two(2);
        at += 4;
        return month >= 0 && day >= 0;
    }

    /** Skips {@code Thu} and {@code Thu,} if one begins here. */
    void weekday() {
        if (indexOf(DAYS) >= 0 && (peek(3) == ' ' || (peek(3) == ',' && peek(4) == ' '))) {
            at += peek(3) == ' ' ? 4 : 5;
        }
    }

    boolean spaceAndYear() {
        return skip(' ') && fourDigits();
    }

    void optionalYear() {
        if (peek(0) == ' ' && isDigit(peek(4)) && !isDigit(peek(5))) {
            int before = at++;
            if (!fourDigits()) {
                at = before;
            }
        }
    }

    /** The year behind the time, as C's {@code ctime} writes it. */
    void trailingYear() {
        int before = at;
        if (!spaceAndYear() || isDigit(peek(0)) || isLetter(peek(0))) {
            year = -1;
            at = before;
        }
    }

    /** Skips the zone in {@code Thu Nov 26 10:00:00 UTC 2026}, if a year follows it. */
    void zoneBeforeYear() {
        int letters = 0;
        while (letters < 5 && isLetter(peek(1 + letters))) {
            letters++;
        }
        if (letters >= 3 && peek(0) == ' ' && peek(1 + letters) == ' ' && isDigit(peek(2 + letters))) {
            int before = at;
            at += 1 + letters;
            trailingYear();
            int behind = at;
            at = before;
            zoned = year >= 0 && offset();
            at = year < 0 ? before : behind;
        }
    }

    /** What separates date and time. */
    boolean dateEnd() {
        char c = peek(0);
        at++;
        if (c == ',' && peek(0) == ' ') {
            at++;
            return true;
        }
        return c == 'T' || c == 't' || c == ' ' || c == ':' || c == '_';
    }

    /** {@code 10:00}, {@code 10:00:00}, {@code 10:00:00.123}, {@code 10:00:00,123456}, {@code 10:00:00 PM}. */
    boolean clock() {
        int hour = peek(1) == ':' && isDigit(peek(0)) ? peek(0) - '0' : two(0);
        at += peek(1) == ':' ? 1 : 2;
        int minute = skip(':') ? two(0) : -1;
        at += 2;
        fraction = 0;
        int second = 0;
        if (peek(0) == ':' && isDigit(peek(1))) {
            second = two(1);
            at += 3;
            readFraction();
        }
        hour = halfOfDay(hour);
        secondOfDay = hour * 3600 + minute * 60 + second;
        return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
    }

    /** Reads an offset, {@code Z} or the name of a zone, and returns whether there is one, or was one before the year. */
    boolean offset() {
        if (zoned) {
            return true;
        }
        int start = at;
        while (peek(0) == ' ' && at - start < 2) {
            at++;
        }
        boolean read = isLetter(peek(0)) ? zoneName() : numericOffset(at > start);
        if (!read) {
            at = start;
        }
        return read;
    }

    boolean isValidDate() {
        return month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth();
    }

    /** The number of days from 1970-01-01 to a date of the Gregorian calendar. */
    static long epochDay(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = y / 400;
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }

    static int yearOf(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).getYear();
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private int daysOfMonth() {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    private void readFraction() {
        char c = peek(0);
        if ((c != '.' && c != ',') || !isDigit(peek(1))) {
            return;
        }
        at++;
        int unit = 100_000_000;
        for (; isDigit(peek(0)); at++) {
            fraction += (peek(0) - '0') * unit;
            unit /= 10;
        }
    }

    /** The hour of the day if AM or PM follows; Java writes a narrow space before it since version 20. */
    private int halfOfDay(int hour) {
        char space = peek(0);
        char half = peek(1);
        if ((space != ' ' && space != '\u202f')
                || (half != 'A' && half != 'P')
                || peek(2) != 'M'
                || isLetter(peek(3))) {
            return hour;
        }
        at += 3;
        return hour > 12 ? -1 : hour % 12 + (half == 'P' ? 12 : 0);
    }

    private boolean zoneName() {
        int length = 0;
        while (length < 6 && isLetter(peek(length))) {
            length++;
        }
        int hours = hours(length);
        if (hours == Integer.MIN_VALUE || isDigit(peek(length))) {
            return false;
        }
        at += length;
        offsetSeconds = hours * 3600;
        return true;
    }

    private int hours(int length) {
        if (length == 1) {
            return peek(0) == 'Z' || peek(0) == 'z' ? 0 : Integer.MIN_VALUE;
        }
        if (length == 3 && (text.startsWith("UTC", at) || text.startsWith("GMT", at))) {
            return 0;
        }
        for (int i = 0; length >= 3 && length <= 4 && i < ZONES.length(); i += 7) {
            if (ZONES.regionMatches(i, text, at, length) && (length == 4 || ZONES.charAt(i + 3) == ' ')) {
                return (ZONES.charAt(i + 5) - '0') * (ZONES.charAt(i + 4) == '-' ? -1 : 1);
            }
        }
        return Integer.MIN_VALUE;
    }

    /** Behind a space, only an offset with minutes is one: {@code 10:00:00 -12} may be anything. */
    private boolean numericOffset(boolean spaced) {
        char sign = peek(0);
        int hours = sign == '+' || sign == '-' ? two(1) : -1;
        if (hours < 0 || hours > 18) {
            return false;
        }
        int colon = peek(3) == ':' ? 1 : 0;
        int minutes = two(3 + colon);
        if (minutes > 59 || (minutes < 0 && spaced)) {
            return false;
        }
        at += minutes < 0 ? 3 : 5 + colon;
        offsetSeconds = (hours * 3600 + Math.max(0, minutes) * 60) * (sign == '-' ? -1 : 1);
        return true;
    }

    private boolean monthName() {
        month = indexOf(MONTHS) + 1;
        at += 3;
        return month > 0;
    }

    private int indexOf(String names) {
        for (int i = 0; i < names.length(); i += 3) {
            if (names.regionMatches(true, i, text, at, 3)) {
                return i / 3;
            }
        }
        return -1;
    }

    private boolean fourDigits() {
        int high = two(0);
        int low = two(2);
        at += 4;
        year = high >= 0 && low >= 0 ? high * 100 + low : -1;
        return year >= 0;
    }

    /** A number of one or two digits. */
    private int number() {
        if (!isDigit(peek(0))) {
            return -1;
        }
        int value = isDigit(peek(1)) ? two(0) : peek(0) - '0';
        at += isDigit(peek(1)) ? 2 : 1;
        return value;
    }

    /** Two digits {@code ahead} of the place as a number, or -1. */
    private int two(int ahead) {
        char tens = peek(ahead);
        char ones = peek(ahead + 1);
        return isDigit(tens) && isDigit(ones) ? (tens - '0') * 10 + ones - '0' : -1;
    }
}
