package io.fapilog.cli;

import java.util.Locale;

/** Formats the progress of a shipment as one line. */
final class Progress {
    private static final int WIDTH = 24;

    private final long size;
    private final long began = System.nanoTime();

    /** Progress towards {@code size}, a number of bytes or of events; -1 if it is unknown. */
    Progress(long size) {
        this.size = size;
    }

    /** Shows the bytes and events read, the rate of delivery, and the number of events not yet delivered. */
    String show(long consumed, long events, long pending) {
        double seconds = Math.max(1e-3, (System.nanoTime() - began) / 1e9);
        return String.format(
                Locale.ROOT,
                "%s  %,d events  %,.0f/s  %,d pending",
                far(consumed),
                events,
                (events - pending) / seconds,
                pending);
    }

    /** Shows how many of all events are settled. */
    String showEvents(long done) {
        double seconds = Math.max(1e-3, (System.nanoTime() - began) / 1e9);
        return String.format(Locale.ROOT, "%s  %,d of %,d events  %,.0f/s", bar(done), done, size, done / seconds);
    }

    private String far(long consumed) {
        if (size <= 0) {
            return bytes(consumed);
        }
        return bar(consumed) + " of " + bytes(size);
    }

    private String bar(long reached) {
        long whole = Math.max(1, size);
        int done = (int) Math.min(WIDTH, reached * WIDTH / whole);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d%%",
                "=".repeat(done),
                " ".repeat(WIDTH - done),
                Math.min(100, reached * 100 / whole));
    }

    /** A number of bytes in a readable unit. */
    static String bytes(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + " B";
        }
        double value = bytes;
        String unit = "B";
        for (String larger : new String[] {"KiB", "MiB", "GiB", "TiB"}) {
            if (value >= 1024) {
                value /= 1024;
                unit = larger;
            }
        }
        return String.format(Locale.ROOT, "%.1f %s", value, unit);
    }
}
