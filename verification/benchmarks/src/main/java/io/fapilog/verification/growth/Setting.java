package io.fapilog.verification.growth;

import java.util.ArrayList;
import java.util.List;

/**
 * One point of a {@link GrowthReport}.
 *
 * @param producers the number of threads that log
 * @param isVirtual whether they are virtual threads, which need JDK 21
 * @param messageBytes the length of the message; the line has 130 bytes more
 * @param streams the number of streams the events belong to, in turn
 * @param answerMillis how long the server waits with its answer
 * @param maxInFlight the number of pushes that wait for an answer
 * @param isSpooled whether events are written to a spool
 */
record Setting(
        int producers,
        boolean isVirtual,
        int messageBytes,
        int streams,
        int answerMillis,
        int maxInFlight,
        boolean isSpooled) {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final int MOST_EVENTS = 600_000;
    private static final long MOST_BYTES = 300_000_000;

    /** The settings in which only the number of producers changes. */
    static List<Setting> byProducers() {
        List<Setting> settings = new ArrayList<>();
        for (int producers : new int[] {1, 2, 4, 8, 64}) {
            settings.add(withProducers(producers, false));
        }
        if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
            settings.add(withProducers(64, true));
        }
        return settings;
    }

    /** The settings in which only the length of the line changes: about 100 B, 1 KiB, 16 KiB and 200 KiB. */
    static List<Setting> byLine() {
        return List.of(withMessage(16), withMessage(900), withMessage(16 << 10), withMessage(200 << 10));
    }

    /** The settings in which only the number of streams changes. */
    static List<Setting> byStreams() {
        return List.of(withStreams(1), withStreams(10), withStreams(100), withStreams(1_000));
    }

    /** The settings in which the time of an answer changes, and the number of pushes that wait for one. */
    static List<Setting> byAnswer() {
        List<Setting> settings = new ArrayList<>();
        for (int millis : new int[] {0, 10, 100}) {
            for (int pushes : new int[] {1, 2, 4, 8}) {
                settings.add(new Setting(2, false, 128, 1, millis, pushes, false));
            }
        }
        return settings;
    }

    /** The settings without and with a spool, for short and for long lines. */
    static List<Setting> bySpool() {
        return List.of(
                withSpool(128, false), withSpool(128, true), withSpool(16 << 10, false), withSpool(16 << 10, true));
    }

    /** The number of events to log, so that a run takes some seconds. */
    int events() {
        return (int) Math.min(MOST_EVENTS, MOST_BYTES / (messageBytes + 130));
    }

    private static Setting withProducers(int count, boolean areVirtual) {
        return new Setting(count, areVirtual, 128, 1, 0, 1, false);
    }

    private static Setting withMessage(int bytes) {
        return new Setting(2, false, bytes, 1, 0, 1, false);
    }

    private static Setting withStreams(int count) {
        return new Setting(2, false, 128, count, 0, 1, false);
    }

    private static Setting withSpool(int bytes, boolean isSpooled) {
        return new Setting(2, false, bytes, 1, 0, 1, isSpooled);
    }

    /** As one word, which {@link #parse} reads. */
    String format() {
        return producers + "," + isVirtual + "," + messageBytes + "," + streams + "," + answerMillis + "," + maxInFlight
                + "," + isSpooled;
    }

    static Setting parse(String word) {
        String[] parts = word.split(",", -1);
        return new Setting(
                Integer.parseInt(parts[0]),
                Boolean.parseBoolean(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]),
                Integer.parseInt(parts[5]),
                Boolean.parseBoolean(parts[6]));
    }
}
