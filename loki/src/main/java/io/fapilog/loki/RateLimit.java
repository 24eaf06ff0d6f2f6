package io.fapilog.loki;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The limit of the rate and the size of the push in the text of a 429. */
final class RateLimit {
    /** Loki's text has the rate of the limit, but not its burst, which is seldom less than a second of the rate. */
    private static final Pattern LIMIT_AND_SIZE = Pattern.compile(
            "limit: (\\d{1,15}) ?(bytes|[kmgtpe]?b)/sec.*?totaling '?(\\d{1,15})'? ?(bytes|[kmgtpe]?b)",
            Pattern.DOTALL);

    private static final String UNITS = "bkmgtpe";

    private RateLimit() {}

    /** Whether {@code text} says that what was sent is more than the limit allows in a whole second. */
    static boolean isExceededAlone(String text) {
        Matcher found = LIMIT_AND_SIZE.matcher(text.toLowerCase(Locale.ROOT));
        return found.find() && bytes(found.group(3), found.group(4)) > bytes(found.group(1), found.group(2));
    }

    private static double bytes(String number, String unit) {
        return Double.parseDouble(number) * Math.pow(1024, UNITS.indexOf(unit.charAt(0)));
    }
}
