package io.fapilog.cli.event;

import io.fapilog.Level;

/** Lines of glog, klog and absl: {@code E1126 10:00:00.123456 17 server.go:42] message}. */
final class GlogShape implements Shape {
    private static final int LONGEST = 200;

    private final TimeScanner times;
    private final RecentNames names;

    GlogShape(TimeScanner times, RecentNames names) {
        this.times = times;
        this.names = names;
    }

    @Override
    public boolean read(String line, int from, EventDraft draft) {
        int letter = "IWEFD".indexOf(line.charAt(from));
        if (letter < 0 || !times.scanMonthAndDay(line, from + 1)) {
            return false;
        }
        draft.level(letter == 0 ? Level.INFO : letter == 1 ? Level.WARN : letter == 4 ? Level.DEBUG : Level.ERROR);
        draft.time(times.nanos());
        int close = line.indexOf("] ", times.end());
        int start = close < 0 || close > from + LONGEST ? -1 : line.lastIndexOf(' ', close) + 1;
        int colon = start < 0 ? -1 : line.indexOf(':', start);
        if (colon > start && colon < close) {
            draft.logger(names.of(line, start, colon));
        }
        return true;
    }
}
