package io.fapilog.cli.event;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * The offset of a time zone from UTC. The offset of the last quarter of an hour is kept, since the lines of a file are
 * close to each other and no zone changes its offset within a quarter. Not thread-safe.
 */
final class LocalZone {
    private static final int QUARTER = 900;

    private final ZoneRules rules;
    private long quarter = Long.MIN_VALUE;
    private int offset;

    LocalZone(ZoneId zone) {
        rules = zone.getRules();
    }

    /** The seconds of the epoch at which clocks in the zone show {@code localSecond}. */
    long toEpoch(long localSecond) {
        long asked = Math.floorDiv(localSecond, QUARTER);
        if (asked != quarter) {
            offset = rules.getOffset(LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC))
                    .getTotalSeconds();
            quarter = asked;
        }
        return localSecond - offset;
    }

    /** What clocks in the zone show at {@code epochSecond}, as seconds since 1970. */
    long toLocal(long epochSecond) {
        return epochSecond + rules.getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds();
    }
}
