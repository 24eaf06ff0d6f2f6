package io.fapilog.cli.event;

import io.fapilog.Level;

/**
 * Access logs of nginx, Apache and others, in the common and the combined format: {@code 192.0.2.1 - Ann
 * [26/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 17}. The level follows from the status.
 */
final class AccessShape implements Shape {
    private static final int LONGEST_CLIENT = 160;

    private final TimeScanner times;

    AccessShape(TimeScanner times) {
        this.times = times;
    }

    @Override
    public boolean read(String line, int from, EventDraft draft) {
        int open = bracket(line, from);
        if (open < 0 || !times.scan(line, open + 1) || !line.startsWith("] \"", times.end())) {
            return false;
        }
        draft.time(times.nanos());
        status(line, quoteEnd(line, times.end() + 3), draft);
        return true;
    }

    /** The index of the bracket before the time, or -1. */
    private static int bracket(String line, int from) {
        int open = from;
        int most = Math.min(line.length() - 28, from + LONGEST_CLIENT);
        while (open < most && line.charAt(open) != '[') {
            open++;
        }
        boolean found = open < most && open > from && line.charAt(open - 1) == ' ' && line.charAt(open + 3) == '/';
        return found ? open : -1;
    }

    private static int quoteEnd(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) != '"') {
            at += line.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }

    private static void status(String line, int quote, EventDraft draft) {
        if (quote + 4 < line.length() && line.charAt(quote + 1) == ' ') {
            char hundreds = line.charAt(quote + 2);
            draft.level(hundreds == '5' ? Level.ERROR : hundreds == '4' ? Level.WARN : Level.INFO);
        }
    }
}
