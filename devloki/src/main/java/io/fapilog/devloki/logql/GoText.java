package io.fapilog.devloki.logql;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Formats values as Go does, for messages identical to Loki's. Thread-safe. */
public final class GoText {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral(" +0000 UTC")
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String[] DURATION_UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
    private static final long[] DURATION_MILLIS = {31_536_000_000L, 604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1
    };
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

    private GoText() {}

    /** Go's {@code strconv.Quote}: the text in double quotes, with unprintable characters escaped. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            quote(out, point);
        }
        return out.append('"').toString();
    }

    private static void quote(StringBuilder out, int point) {
        int letter = "\u0007\b\f\n\r\t\u000b\\\"".indexOf(point);
        if (letter >= 0) {
            out.append('\\').append("abfnrtv\\\"".charAt(letter));
        } else if (point >= 0xD800 && point < 0xE000) {
            out.append('\uFFFD');
        } else if (printable(point)) {
            out.appendCodePoint(point);
        } else if (point < 0x80) {
            out.append(String.format(Locale.ROOT, "\\x%02x", point));
        } else {
            out.append(String.format(Locale.ROOT, point < 0x10000 ? "\\u%04x" : "\\U%08x", point));
        }
    }

    private static boolean printable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }

    /** A character in Go's format {@code %q}. */
    public static String quoteRune(int point) {
        if (point == '\'') {
            return "'\\''";
        }
        String quoted = quote(Character.toString(point));
        String inner = quoted.substring(1, quoted.length() - 1);
        return "'" + (point == '"' ? "\"" : inner) + "'";
    }

    /** A time in the format of RFC 3339, in UTC and whole seconds. */
    public static String rfc3339(Instant time) {
        return SECONDS.format(time);
    }

    /** Go's {@code Time.String} in UTC. The fraction has no trailing zeros. */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    /** A size in the largest unit that divides it, for example {@code 3MB}. */
    public static String bytes(long size) {
        int unit = 0;
        long rest = size;
        while (rest != 0 && rest % 1024 == 0 && unit < UNITS.length - 1) {
            rest /= 1024;
            unit++;
        }
        return rest + UNITS[unit];
    }

    /** Go's {@code Duration.String}, for example {@code 26h3m4.5s}. */
    public static String duration(long nanos) {
        if (nanos < 0) {
            return "-" + duration(-nanos);
        }
        if (nanos > 0 && nanos < 1_000_000_000) {
            String unit = nanos < 1000 ? "ns" : nanos < 1_000_000 ? "µs" : "ms";
            int digits = nanos < 1000 ? 0 : nanos < 1_000_000 ? 3 : 6;
            return BigDecimal.valueOf(nanos, digits).stripTrailingZeros().toPlainString() + unit;
        }
        long seconds = nanos / 1_000_000_000;
        StringBuilder out = new StringBuilder();
        if (seconds >= 3600) {
            out.append(seconds / 3600).append('h');
        }
        if (seconds >= 60) {
            out.append(seconds / 60 % 60).append('m');
        }
        String fraction =
                String.format(Locale.ROOT, ".%09d", nanos % 1_000_000_000).replaceAll("\\.?0+$", "");
        return out.append(seconds % 60).append(fraction).append('s').toString();
    }

    /** A duration as Prometheus writes it, for example {@code 1d2h}. Less than a millisecond is omitted. */
    public static String prometheusDuration(long nanos) {
        long rest = nanos / 1_000_000;
        if (rest == 0) {
            return "0s";
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < DURATION_UNITS.length; i++) {
            long unit = DURATION_MILLIS[i];
            // Years and weeks only if nothing else remains.
            if (rest >= unit && (i > 2 || rest % unit == 0)) {
                out.append(rest / unit).append(DURATION_UNITS[i]);
                rest %= unit;
            }
        }
        return out.toString();
    }

    /** A size in the largest decimal unit, rounded to one digit after the point if it is below 10 units. */
    static String humanBytes(double size) {
        if (size < 10) {
            return String.format(Locale.ROOT, "%.0fB", size);
        }
        int power = (int) Math.floor(Math.log10(size) / 3);
        double value = Math.floor(size / Math.pow(1000, power) * 10 + 0.5) / 10;
        String unit = power == 0 ? "B" : "kMGTPE".charAt(power - 1) + "B";
        return String.format(Locale.ROOT, value < 10 ? "%.1f%s" : "%.0f%s", value, unit);
    }

    /** The length of {@code text} in UTF-8. */
    public static int utf8Length(String text) {
        int length = text.length();
        int bytes = length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    /** Whether {@code text} contains an unpaired surrogate. */
    public static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }
}
