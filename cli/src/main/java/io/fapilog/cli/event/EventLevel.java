package io.fapilog.cli.event;

import io.fapilog.Level;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads levels in the notations of common logging systems. */
final class EventLevel {
    private static final Pattern INEXACT = Pattern.compile(
            "FATAL|CRITICAL|ALERT|D?PANIC|EMERG(ENCY)?|SEVERE|NOTICE|CONFIG|FINE(R|ST)?", Pattern.CASE_INSENSITIVE);

    private EventLevel() {}

    /** The level that {@code value} denotes, or null if it denotes none. */
    static @Nullable Level of(@Nullable Object value) {
        if (value instanceof String text) {
            return ofText(text.strip());
        }
        return value instanceof Long number ? ofNumber(number) : null;
    }

    /** Whether {@code value} is the name of a level without an exact counterpart in {@link Level}, such as CRITICAL. */
    static boolean isInexact(@Nullable Object value) {
        return value instanceof String text && INEXACT.matcher(text.strip()).matches();
    }

    private static @Nullable Level ofText(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "TRACE", "TRC", "T", "VERBOSE", "VRB", "FINER", "FINEST", "ALL", "SILLY" -> Level.TRACE;
            case "DEBUG", "DBG", "D", "FINE" -> Level.DEBUG;
            case "INFO", "INF", "I", "INFORMATION", "INFORMATIONAL", "NOTICE", "CONFIG", "LOG", "HTTP", "DEFAULT" ->
                Level.INFO;
            case "WARN", "WARNING", "WRN", "W" -> Level.WARN;
            case "ERROR",
                    "ERR",
                    "E",
                    "F",
                    "SEVERE",
                    "FATAL",
                    "FTL",
                    "CRITICAL",
                    "CRIT",
                    "ALERT",
                    "PANIC",
                    "DPANIC",
                    "EMERG",
                    "EMERGENCY" -> Level.ERROR;
            default -> ofDigits(text);
        };
    }

    private static @Nullable Level ofDigits(String text) {
        return text.matches("\\d{1,2}") ? ofNumber(new BigDecimal(text).longValue()) : null;
    }

    /** 0 to 7 are severities of syslog (RFC 5424), 10 to 60 levels of pino, bunyan and, except for 10, Python. */
    private static @Nullable Level ofNumber(long number) {
        if (number < 0 || number > 69 || number == 8 || number == 9) {
            return null;
        }
        if (number <= 7) {
            return number <= 3 ? Level.ERROR : number == 4 ? Level.WARN : number == 7 ? Level.DEBUG : Level.INFO;
        }
        return switch ((int) number / 10) {
            case 1 -> Level.TRACE;
            case 2 -> Level.DEBUG;
            case 3 -> Level.INFO;
            case 4 -> Level.WARN;
            default -> Level.ERROR;
        };
    }
}
