package io.fapilog.cli.event;

/**
 * Lines of syslog: {@code <34>Nov 26 10:00:00 host app[17]: message} of RFC 3164, also without the priority, as in files,
 * and {@code <34>1 2026-11-26T10:00:00Z host app 17 ID - message} of RFC 5424.
 */
final class SyslogShape implements Shape {
    private static final int LARGEST_PRIORITY = 191;

    private final TimeScanner times;
    private final RecentNames names;

    SyslogShape(TimeScanner times, RecentNames names) {
        this.times = times;
        this.names = names;
    }

    @Override
    public boolean read(String line, int from, EventDraft draft) {
        char c = line.charAt(from);
        return c == '<' ? prioritised(line, from, draft) : TimeCursor.isLetter(c) && traditional(line, from, draft);
    }

    private boolean prioritised(String line, int from, EventDraft draft) {
        int priority = 0;
        int at = from + 1;
        while (at < line.length() && at < from + 4 && TimeCursor.isDigit(line.charAt(at))) {
            priority = priority * 10 + line.charAt(at++) - '0';
        }
        if (at == from + 1 || at >= line.length() || line.charAt(at) != '>' || priority > LARGEST_PRIORITY) {
            return false;
        }
        draft.level(EventLevel.ofSyslog(priority % 8));
        if (line.startsWith("1 ", at + 1)) {
            modern(line, at + 3, draft);
        } else {
            traditional(line, at + 1, draft);
        }
        return true;
    }

    /** TIMESTAMP HOSTNAME APP-NAME PROCID MSGID … */
    private void modern(String line, int from, EventDraft draft) {
        if (times.scan(line, from)) {
            draft.time(times.nanos());
        }
        int host = line.indexOf(' ', from) + 1;
        int app = host == 0 ? 0 : line.indexOf(' ', host) + 1;
        int end = app == 0 ? -1 : line.indexOf(' ', app);
        if (end > app && !line.startsWith("- ", app)) {
            draft.logger(names.of(line, app, end));
        }
    }

    /** Mmm dd hh:mm:ss HOSTNAME TAG[PID]: … */
    private boolean traditional(String line, int from, EventDraft draft) {
        if (from >= line.length() || !times.scan(line, from)) {
            return false;
        }
        draft.time(times.nanos());
        int host = times.end() + 1;
        int tag = host < line.length() ? line.indexOf(' ', host) + 1 : 0;
        int end = tag == 0 ? 0 : LoggerScanner.wordEnd(line, tag, line.length());
        if (end > tag && end < line.length() && (line.charAt(end) == '[' || line.charAt(end) == ':')) {
            draft.logger(names.of(line, tag, end));
            levelOfMessage(line, line.indexOf(": ", end) + 2, draft);
        }
        return true;
    }

    /** A file has no priority; the program may have written its level. */
    private static void levelOfMessage(String line, int from, EventDraft draft) {
        if (draft.level() == null && from >= 2 && from < line.length()) {
            draft.level(LevelFirstShape.levelAt(line, from));
        }
    }
}
