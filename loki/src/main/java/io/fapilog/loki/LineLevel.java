package io.fapilog.loki;

import io.fapilog.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The level in a line of {@link io.fapilog.json.JsonLine}, whose first fields have fixed places. */
final class LineLevel {
    private static final byte[] BEFORE = "\",\"level\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int PLACE = "{\"timestamp\":\"2026-11-22T10:15:30.123456789Z".length();

    private LineLevel() {}

    /** The severity of {@code line}: INFO for all below WARN; ERROR if the line has another form. */
    static Level of(byte[] line) {
        int at = PLACE + BEFORE.length;
        if (line.length <= at || !Arrays.equals(line, PLACE, at, BEFORE, 0, BEFORE.length)) {
            return Level.ERROR;
        }
        return switch (line[at]) {
            case 'T', 'D', 'I' -> Level.INFO;
            case 'W' -> Level.WARN;
            default -> Level.ERROR;
        };
    }
}
