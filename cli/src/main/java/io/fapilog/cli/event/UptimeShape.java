package io.fapilog.cli.event;

/** GC and other unified logging of the JVM that begins with its uptime: {@code [0.005s][info][gc] Using G1}. */
final class UptimeShape implements Shape {
    private static final int LONGEST = 20;

    private final HeaderScanner header;

    UptimeShape(HeaderScanner header) {
        this.header = header;
    }

    @Override
    public boolean read(String line, int from, EventDraft draft) {
        if (line.charAt(from) != '[') {
            return false;
        }
        int at = from + 1;
        while (at < line.length() && at - from < LONGEST && isOfNumber(line.charAt(at))) {
            at++;
        }
        int unit = at;
        while (at < line.length() && at - unit < 2 && TimeCursor.isLetter(line.charAt(at))) {
            at++;
        }
        if (unit == from + 1 || at == unit || line.charAt(at - 1) != 's' || !line.startsWith("][", at)) {
            return false;
        }
        header.read(line, at + 1, true, draft);
        return draft.level() != null;
    }

    private static boolean isOfNumber(char c) {
        return TimeCursor.isDigit(c) || c == '.' || c == ',';
    }
}
