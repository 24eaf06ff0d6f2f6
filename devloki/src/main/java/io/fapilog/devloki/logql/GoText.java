package io.fapilog.devloki.logql;

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
