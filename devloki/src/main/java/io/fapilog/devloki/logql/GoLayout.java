package io.fapilog.devloki.logql;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formats and parses times by Go's layouts, which are written as the time 2006-01-02 15:04:05. Thread-safe. */
final class GoLayout {
    private static final Pattern ELEMENT =
            Pattern.compile("2006|January|Jan|Monday|Mon|MST|002|01|02|03|04|05|06|15|PM|pm"
                    + "|Z07:00|Z0700|-07:00|-0700|-07|[.,]0+|[.,]9+|_2|1|2|3|4|5");
    private static final Map<String, String> PATTERNS = Map.ofEntries(
            Map.entry("2006", "uuuu"),
            Map.entry("06", "uu"),
            Map.entry("January", "MMMM"),
            Map.entry("Jan", "MMM"),
            Map.entry("01", "MM"),
            Map.entry("1", "M"),
            Map.entry("Monday", "EEEE"),
            Map.entry("Mon", "EEE"),
            Map.entry("02", "dd"),
            Map.entry("_2", "ppd"),
            Map.entry("2", "d"),
            Map.entry("002", "DDD"),
            Map.entry("15", "HH"),
            Map.entry("03", "hh"),
            Map.entry("3", "h"),
            Map.entry("04", "mm"),
            Map.entry("4", "m"),
            Map.entry("05", "ss"),
            Map.entry("5", "s"),
            Map.entry("PM", "a"),
            Map.entry("pm", "a"),
            Map.entry("Z07:00", "XXX"),
            Map.entry("Z0700", "XX"),
            Map.entry("-07:00", "xxx"),
            Map.entry("-0700", "xx"),
            Map.entry("-07", "x"));

    private GoLayout() {}

    static String format(String layout, ZonedDateTime time) {
        return formatter(layout, false).format(time);
    }

    static ZonedDateTime parse(String layout, String text, ZoneId zone) {
        TemporalAccessor parsed = formatter(layout, true).parse(text);
        LocalDateTime time = LocalDateTime.of(
                get(parsed, ChronoField.YEAR, 0),
                get(parsed, ChronoField.MONTH_OF_YEAR, 1),
                get(parsed, ChronoField.DAY_OF_MONTH, 1),
                get(parsed, ChronoField.HOUR_OF_DAY, 0),
                get(parsed, ChronoField.MINUTE_OF_HOUR, 0),
                get(parsed, ChronoField.SECOND_OF_MINUTE, 0),
                get(parsed, ChronoField.NANO_OF_SECOND, 0));
        ZoneId offset = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneId.from(parsed) : zone;
        return time.atZone(offset);
    }

    private static int get(TemporalAccessor parsed, ChronoField field, int absent) {
        if (parsed.isSupported(field)) {
            return parsed.get(field);
        }
        if (field == ChronoField.YEAR && parsed.isSupported(ChronoField.YEAR_OF_ERA)) {
            return parsed.get(ChronoField.YEAR_OF_ERA);
        }
        return absent;
    }

    private static DateTimeFormatter formatter(String layout, boolean parsing) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        Matcher element = ELEMENT.matcher(layout);
        int end = 0;
        while (element.find()) {
            builder.appendLiteral(layout.substring(end, element.start()));
            append(builder, element.group(), layout, element.end(), parsing);
            end = element.end();
        }
        builder.appendLiteral(layout.substring(end));
        return builder.toFormatter(Locale.ENGLISH);
    }

    private static void append(
            DateTimeFormatterBuilder builder, String element, String layout, int end, boolean parsing) {
        String pattern = PATTERNS.get(element);
        if (element.startsWith(".") || element.startsWith(",")) {
            fraction(builder, element, layout, end);
        } else if (pattern == null) {
            builder.appendZoneText(TextStyle.SHORT);
        } else {
            builder.appendPattern(pattern);
            // Go accepts a fraction of seconds that the layout does not have.
            if (parsing && pattern.startsWith("s") && !layout.startsWith(".", end) && !layout.startsWith(",", end)) {
                builder.optionalStart()
                        .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                        .optionalEnd();
            }
        }
    }

    private static void fraction(DateTimeFormatterBuilder builder, String element, String layout, int end) {
        if (end < layout.length() && Ascii.digit(layout.charAt(end))) {
            throw new DateTimeException("not a fraction");
        }
        int digits = Math.min(9, element.length() - 1);
        builder.appendFraction(ChronoField.NANO_OF_SECOND, element.charAt(1) == '9' ? 0 : digits, digits, true);
    }
}
