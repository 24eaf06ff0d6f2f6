package io.fapilog.cli.event;

import io.fapilog.Level;
import org.jspecify.annotations.Nullable;

/**
 * Finds level, thread and logger between the time and the message of a line. What may stand there are groups in
 * brackets, numbers, separators, and a word or two; the first thing that is none of these begins the message. Not
 * thread-safe; reused for many lines.
 */
final class HeaderScanner {
    /** How far from the time the message may begin. */
    private static final int LONGEST = 240;

    private static final int MOST_PARTS = 8;
    /** The words with which PostgreSQL begins a line that belongs to the one before it. */
    private static final String[] POSTGRES = {"DETAIL", "HINT", "STATEMENT", "CONTEXT", "QUERY", "LOCATION"};

    private final RecentNames names;
    private final LoggerScanner loggers;
    private String line = "";
    private int at;
    private int limit;
    private int groupFrom;
    private int groupTo;
    private int wordFrom;
    private int wordTo;
    private boolean levelInGroup;
    private boolean isFirst;
    private @Nullable Level level;

    HeaderScanner(RecentNames names) {
        this.names = names;
        this.loggers = new LoggerScanner(names);
    }

    /** Reads {@code text} from {@code from} on, where its time ends; {@code bracket}: the time is in brackets. */
    void read(String text, int from, boolean bracket, EventDraft draft) {
        begin(text, from);
        for (int parts = 0; parts < MOST_PARTS && level == null && part(draft); parts++) {
            isFirst = false;
        }
        if (level != null) {
            draft.level(level);
            names(bracket, draft);
        }
    }

    /** Reads thread and logger behind a level that begins the line; the level ends at {@code from}. */
    void readBehindLevel(String text, int from, EventDraft draft) {
        begin(text, from);
        names(false, draft);
    }

    private void begin(String text, int from) {
        line = text;
        at = from;
        limit = Math.min(text.length(), from + LONGEST);
        groupFrom = -1;
        groupTo = -1;
        wordFrom = -1;
        wordTo = -1;
        levelInGroup = false;
        isFirst = true;
        level = null;
    }

    private boolean part(EventDraft draft) {
        while (at < limit && isSeparator(line.charAt(at))) {
            at++;
        }
        if (at >= limit) {
            return false;
        }
        char c = line.charAt(at);
        if (c == '[' || c == '(' || c == '<') {
            return group(c == '[' ? ']' : c == '(' ? ')' : '>');
        }
        return TimeCursor.isDigit(c) ? number() : TimeCursor.isLetter(c) && word(draft);
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '\t' || c == '-' || c == '|' || c == ':' || c == ',' || c == ']' || c == '#';
    }

    private boolean group(char closing) {
        int close = indexOf(closing, at + 1);
        if (close < 0) {
            return false;
        }
        level = levelIn(at + 1, close);
        levelInGroup = level != null;
        if (level == null && closing == ']' && groupFrom < 0 && !TimeCursor.isDigit(line.charAt(at + 1))) {
            groupFrom = at + 1;
            groupTo = close;
        }
        at = close + 1;
        return true;
    }

    private int indexOf(char wanted, int from) {
        for (int i = from; i < limit; i++) {
            if (line.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** The level in a group: the whole group, or what follows a colon, as in Apache's {@code [core:error]}. */
    private @Nullable Level levelIn(int from, int to) {
        int start = from;
        int end = to;
        while (end > start && line.charAt(end - 1) == ' ') {
            end--;
        }
        while (start < end && line.charAt(start) == ' ') {
            start++;
        }
        Level found = EventLevel.named(line, start, end);
        for (int i = end - 1; found == null && i > start && end - i < 16; i--) {
            if (line.charAt(i) == ':') {
                return EventLevel.named(line, i + 1, end);
            }
        }
        return found;
    }

    private boolean number() {
        while (at < limit
                && (TimeCursor.isDigit(line.charAt(at)) || line.charAt(at) == '.' || line.charAt(at) == '#')) {
            at++;
        }
        return true;
    }

    /** A level, which Celery writes as {@code ERROR/MainProcess}, or a word that may stand before it. */
    private boolean word(EventDraft draft) {
        int slash = LoggerScanner.lettersEnd(line, at, limit);
        int end = slash < limit && line.charAt(slash) == '/' ? slash : LoggerScanner.wordEnd(line, at, limit);
        char next = end < line.length() ? line.charAt(end) : ' ';
        level = EventLevel.named(line, at, end);
        if (level != null && !isLevel(end, next)) {
            level = null;
        }
        if (level != null || (next == ':' && isOfPostgres(end, draft))) {
            at = end;
            return level != null;
        }
        end = LoggerScanner.wordEnd(line, at, limit);
        if (wordFrom >= 0 || !mayPrecedeLevel(end)) {
            return false;
        }
        wordFrom = at;
        wordTo = end;
        at = end;
        return true;
    }

    /** An ordinary word such as "error" counts only where it stands alone, or directly behind the time. */
    private boolean isLevel(int end, char next) {
        return EventLevel.isUpperCase(line, at, end)
                || next == ':'
                || next == '\t'
                || (isFirst && EventLevel.common(line, at, end) != null);
    }

    private boolean isOfPostgres(int end, EventDraft draft) {
        for (String word : POSTGRES) {
            if (word.length() == end - at && line.startsWith(word, at)) {
                draft.setContinues();
                return true;
            }
        }
        return false;
    }

    private boolean mayPrecedeLevel(int end) {
        for (int i = at; i < end; i++) {
            char c = line.charAt(i);
            if (c == '.' || c == '@') {
                return true;
            }
        }
        return line.startsWith(" - ", end) || line.startsWith(" | ", end);
    }

    private void names(boolean bracket, EventDraft draft) {
        if (groupFrom >= 0) {
            draft.thread(names.stripped(line, groupFrom, groupTo));
        }
        if (bracket && !levelInGroup && groupFrom < 0 && loggers.readEnd(line, draft)) {
            return;
        }
        loggers.read(line, at, levelInGroup, draft);
        if (draft.logger() == null && wordFrom >= 0) {
            draft.logger(names.of(line, wordFrom, wordTo));
        }
    }
}
