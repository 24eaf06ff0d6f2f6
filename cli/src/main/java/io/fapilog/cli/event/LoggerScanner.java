package io.fapilog.cli.event;

/** Finds logger and thread between the level and the message of a line. Not thread-safe; reused for many lines. */
final class LoggerScanner {
    private static final int LONGEST = 240;
    /** Spring Boot's group with the ids of trace and span is longer than that; no thread has so long a name there. */
    private static final int LONGEST_THREAD_OF_SPRING = 40;

    private final RecentNames names;

    LoggerScanner(RecentNames names) {
        this.names = names;
    }

    /** Reads {@code line} from {@code from} on, where its level ends; {@code inGroup}: the level is in brackets. */
    void read(String line, int from, boolean inGroup, EventDraft draft) {
        int limit = Math.min(line.length(), from + LONGEST);
        int at = skipSpaces(line, from, limit);
        if (at >= limit) {
            return;
        }
        char c = line.charAt(at);
        if (c == '[' && (!inGroup || at == from)) {
            group(line, at, limit, inGroup, draft);
        } else if (TimeCursor.isDigit(c)) {
            spring(line, at, limit, draft);
        } else if (TimeCursor.isLetter(c)) {
            word(line, at, limit, draft.thread() != null, draft);
        } else if (c == '-') {
            dash(line, at, limit, draft);
        }
    }

    /** Reads Kafka's {@code (logger)} at the end of the line, and returns whether there is one. */
    boolean readEnd(String line, EventDraft draft) {
        int end = line.length() - 1;
        if (line.charAt(end) != ')') {
            return false;
        }
        int start = end;
        int least = Math.max(1, end - LONGEST);
        while (start > least && isOfWord(line.charAt(start - 1))) {
            start--;
        }
        boolean read = line.charAt(start - 1) == '(' && isQualified(line, start, end);
        if (read) {
            draft.logger(names.of(line, start, end));
        }
        return read;
    }

    /** The index behind the word at {@code from}: the name of a class, module or program. */
    static int wordEnd(String line, int from, int limit) {
        int end = from;
        while (end < limit && isOfWord(line.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The index behind the letters at {@code from}. */
    static int lettersEnd(String line, int from, int limit) {
        int end = from;
        while (end < limit && TimeCursor.isLetter(line.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isOfWord(char c) {
        return TimeCursor.isLetter(c)
                || TimeCursor.isDigit(c)
                || c == '.'
                || c == '_'
                || c == '$'
                || c == '@'
                || c == '/'
                || c == '-';
    }

    /** The index behind the spaces and tabs at {@code from}. */
    static int skipSpaces(String line, int from, int limit) {
        int at = from;
        while (at < limit && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** {@code [logger] (thread)} of Quarkus and WildFly, {@code [level][logger]}, or {@code [thread] logger}. */
    private void group(String line, int at, int limit, boolean inGroup, EventDraft draft) {
        int close = line.indexOf(']', at);
        if (close < 0 || close >= limit) {
            return;
        }
        int next = skipSpaces(line, close + 1, limit);
        if (next < limit && line.charAt(next) == '(') {
            int end = line.indexOf(')', next);
            draft.logger(names.stripped(line, at + 1, close));
            draft.thread(end < 0 || end >= limit ? null : names.stripped(line, next + 1, end));
        } else if (inGroup) {
            draft.logger(names.stripped(line, at + 1, close));
        } else {
            draft.thread(draft.thread() == null ? names.stripped(line, at + 1, close) : draft.thread());
            word(line, next, limit, true, draft);
        }
    }

    /** {@code - [thread] - } of ZooKeeper. */
    private void dash(String line, int at, int limit, EventDraft draft) {
        int next = skipSpaces(line, at + 1, limit);
        if (next < limit && line.charAt(next) == '[') {
            draft.thread(null);
            group(line, next, limit, false, draft);
        }
    }

    /** {@code 4711 --- [application] [thread] [trace-span] logger : } of Spring Boot. */
    private void spring(String line, int from, int limit, EventDraft draft) {
        int at = from;
        while (at < limit && TimeCursor.isDigit(line.charAt(at))) {
            at++;
        }
        at = skipSpaces(line, at, limit);
        if (!line.startsWith("---", at)) {
            return;
        }
        at = springGroups(line, skipSpaces(line, at + 3, limit), limit, draft);
        int end = at;
        while (end < limit && line.charAt(end) != ' ') {
            end++;
        }
        if (end > at && line.startsWith(": ", skipSpaces(line, end, limit))) {
            draft.logger(names.of(line, at, end));
        }
    }

    /** Takes the last group for the thread, except for that of the trace, and returns where the text behind begins. */
    private int springGroups(String line, int from, int limit, EventDraft draft) {
        int at = from;
        while (at < limit && line.charAt(at) == '[') {
            int close = line.indexOf(']', at);
            if (close < 0 || close >= limit) {
                return limit;
            }
            String name = names.stripped(line, at + 1, close);
            if (name != null && close - at < LONGEST_THREAD_OF_SPRING) {
                draft.thread(name);
            }
            at = skipSpaces(line, close + 1, limit);
        }
        return at;
    }

    /** A logger before {@code - }, {@code -- } or {@code : }; without a thread, only one that is qualified. */
    private void word(String line, int at, int limit, boolean single, EventDraft draft) {
        int end = wordEnd(line, at, limit);
        while (line.startsWith("::", end)) {
            end = wordEnd(line, end + 2, limit);
        }
        if (end > at && (line.startsWith("\t", end) || (line.startsWith("]", end) && !single))) {
            draft.logger(names.of(line, at, end));
            return;
        }
        if (end == at || !(single || isQualified(line, at, end))) {
            return;
        }
        int next = skipSpaces(line, end, limit);
        boolean dash = line.startsWith("- ", next) || line.startsWith("-- ", next);
        boolean colon = line.startsWith(": ", next) && (next > end || isQualified(line, at, end));
        if ((dash && next > end) || colon) {
            draft.logger(names.of(line, at, end));
        }
    }

    private static boolean isQualified(String line, int from, int end) {
        for (int i = from + 1; i < end - 1; i++) {
            char c = line.charAt(i);
            if (c == '.' || (c == ':' && line.charAt(i + 1) == ':')) {
                return true;
            }
        }
        return false;
    }
}
