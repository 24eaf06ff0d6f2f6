package io.fapilog.devloki.logql;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions of templates for times. Thread-safe. */
final class TemplateTime {
    /** With a name, since times are printed with it. */
    private static final ZoneId UTC = ZoneId.of("UTC");

    private static final long SECOND = 1_000_000_000L;
    /** Go's zero time, which a text that is no time gives. */
    private static final ZonedDateTime ZERO = ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, UTC);

    private TemplateTime() {}

    static Map<String, TemplateFunction> functions() {
        Map<String, TemplateFunction> all = new HashMap<>();
        all.put("__timestamp__", (scope, args) -> at(scope.row().nanos()));
        all.put("now", (scope, args) -> ZonedDateTime.now(UTC));
        TemplateFunction date = (scope, args) -> GoLayout.format(TemplateValue.text(args.get(0)), anyTime(args.get(1)));
        all.put("date", date.counted(2, 2));
        TemplateFunction toDate =
                (scope, args) -> parse(TemplateValue.text(args.get(0)), UTC, TemplateValue.text(args.get(1)));
        all.put("toDate", toDate.counted(2, 2));
        TemplateFunction inZone = (scope, args) -> parse(
                TemplateValue.text(args.get(0)),
                zone(TemplateValue.text(args.get(1))),
                TemplateValue.text(args.get(2)));
        all.put("toDateInZone", inZone.counted(3, 3));
        all.put("unixEpoch", epoch(SECOND));
        all.put("unixEpochMillis", epoch(1_000_000));
        all.put("unixEpochNanos", epoch(1));
        TemplateFunction fromUnix = (scope, args) -> fromUnix(TemplateValue.text(args.get(0)));
        all.put("unixToTime", fromUnix.counted(1, 1));
        return all;
    }

    private static ZonedDateTime at(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND))
                .atZone(UTC);
    }

    /** The time that the function {@code date} formats: a time, or a number of seconds. */
    private static ZonedDateTime anyTime(@Nullable Object value) {
        if (value instanceof ZonedDateTime time) {
            return time;
        }
        return value instanceof Long seconds ? at(seconds * SECOND) : ZonedDateTime.now(UTC);
    }

    private static ZonedDateTime parse(String layout, ZoneId zone, String text) {
        try {
            return GoLayout.parse(layout, text, zone);
        } catch (DateTimeException e) {
            return ZERO;
        }
    }

    private static ZoneId zone(String name) {
        try {
            return name.isEmpty() || name.equals("UTC") ? UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return UTC;
        }
    }

    private static TemplateFunction epoch(long unit) {
        TemplateFunction function = (scope, args) -> {
            Instant time = TemplateValue.time(args.get(0)).toInstant();
            return unit == SECOND
                    ? Long.toString(time.getEpochSecond())
                    : Long.toString((time.getEpochSecond() * SECOND + time.getNano()) / unit);
        };
        return function.counted(1, 1);
    }

    private static ZonedDateTime fromUnix(String text) throws TemplateFault {
        if (!text.matches("[+-]?\\d{1,19}")) {
            throw new TemplateFault("unable to parse time '" + text + "': strconv.ParseInt: parsing "
                    + GoText.quote(text) + ": invalid syntax");
        }
        long number = Long.parseLong(text);
        return switch (text.length()) {
            case 5 -> at(number * 86400 * SECOND);
            case 10 -> at(number * SECOND);
            case 13 -> at(number * 1_000_000);
            case 16 -> at(number * 1000);
            case 19 -> at(number);
            default -> throw new TemplateFault("unable to parse time '" + text + "': %!w(<nil>)");
        };
    }
}
