package io.fapilog.cli.event;

import io.fapilog.Level;
import org.jspecify.annotations.Nullable;

/**
 * Lines that begin with a level: {@code WARNING:name:message} of Python, {@code [ERROR] message}, {@code INFO  message},
 * {@code error: message}, {@code INFO[0001] message}.
 */
final class LevelFirstShape implements Shape {
    private static final int LONGEST = 14;
    private static final int LONGEST_THREAD = 60;

    private final TimeScanner times;
    private final RecentNames names;
    private final HeaderScanner header;

    LevelFirstShape(TimeScanner times, RecentNames names, HeaderScanner header) {
        this.times = times;
        this.names = names;
        this.header = header;
    }

    @Override
    public boolean read(String line, int from, EventDraft draft) {
        Level level = levelAt(line, from);
        if (level == null) {
            return false;
        }
        draft.level(level);
        int start = isGroup(line, from) ? from + 1 : from;
        int end = wordEnd(line, start);
        rest(line, start, start > from ? line.indexOf(closing(line, from), end) + 1 : end, draft);
        return true;
    }

    /** The level with which the text at {@code from} begins, or null. */
    static @Nullable Level levelAt(String line, int from) {
        boolean group = isGroup(line, from);
        int start = group ? from + 1 : from;
        int end = wordEnd(line, start);
        return end == start || end - start > LONGEST ? null : level(line, start, end, group);
    }

    private static boolean isGroup(String line, int from) {
        return line.charAt(from) == '[' || line.charAt(from) == '<';
    }

    private static char closing(String line, int open) {
        return line.charAt(open) == '[' ? ']' : '>';
    }

    private static int wordEnd(String line, int from) {
        return LoggerScanner.lettersEnd(line, from, Math.min(line.length(), from + LONGEST + 1));
    }

    private static @Nullable Level level(String line, int start, int end, boolean group) {
        char next = end < line.length() ? line.charAt(end) : ' ';
        if (group) {
            int close = end;
            while (close < line.length() && close - end < LONGEST && line.charAt(close) == ' ') {
                close++;
            }
            char closing = closing(line, start - 1);
            boolean closed = close < line.length() && line.charAt(close) == closing;
            // A name in angle brackets and lower case is rather an element of XML.
            boolean named = closed && (closing == ']' || EventLevel.isUpperCase(line, start, end));
            return named ? EventLevel.named(line, start, end) : null;
        }
        if (next == ':') {
            return EventLevel.named(line, start, end);
        }
        if (!EventLevel.isUpperCase(line, start, end)) {
            return null;
        }
        boolean apart =
                next == '[' || next == '|' || next == '\t' || line.startsWith("  ", end) || line.startsWith(" [", end);
        return apart ? EventLevel.named(line, start, end) : next == ' ' ? EventLevel.common(line, start, end) : null;
    }

    private void rest(String line, int start, int end, EventDraft draft) {
        int at = end;
        if (at < line.length() && line.charAt(at) == ':' && EventLevel.isUpperCase(line, start, end)) {
            int to = LoggerScanner.wordEnd(line, at + 1, line.length());
            if (to > at + 1 && to < line.length() && line.charAt(to) == ':') {
                draft.logger(names.of(line, at + 1, to));
                return;
            }
        }
        at = skipSeparators(line, at);
        if (isTime(line, at) || isTime(line, behindThread(line, at, draft))) {
            draft.time(times.nanos());
            end = times.end();
        } else {
            draft.thread(null);
        }
        header.readBehindLevel(line, end, draft);
    }

    private boolean isTime(String line, int at) {
        return at < line.length() && TimeCursor.isDigit(line.charAt(at)) && times.scan(line, at);
    }

    /** Takes the group that ends behind {@code from} for a thread, and returns where the text behind it begins. */
    private int behindThread(String line, int from, EventDraft draft) {
        int close = line.charAt(from - 1) == '[' ? line.indexOf(']', from) : -1;
        if (close < 0 || close - from > LONGEST_THREAD) {
            return line.length();
        }
        draft.thread(names.stripped(line, from, close));
        return skipSeparators(line, close + 1);
    }

    private static int skipSeparators(String line, int from) {
        int at = from;
        while (at < line.length() && at - from < LONGEST && " \t[|-:".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }
}
