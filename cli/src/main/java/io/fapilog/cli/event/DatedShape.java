package io.fapilog.cli.event;

/**
 * Lines that begin with a time, perhaps in brackets: the defaults of Logback, Log4j, Spring Boot, Quarkus, WildFly,
 * Kafka, Elasticsearch, Tomcat, Python's logging, PostgreSQL, the error logs of nginx and Apache, GC logs, and many more.
 */
final class DatedShape implements Shape {
    private final TimeScanner times;
    private final HeaderScanner header;

    DatedShape(TimeScanner times, HeaderScanner header) {
        this.times = times;
        this.header = header;
    }

    @Override
    public boolean read(String line, int from, EventDraft draft) {
        boolean bracket = line.charAt(from) == '[';
        char first = bracket && from + 1 < line.length() ? line.charAt(from + 1) : line.charAt(from);
        // Without a bracket, a line that begins with the name of a month or a day has a layout of its own.
        if (!TimeCursor.isDigit(first) && !(bracket && TimeCursor.isLetter(first))) {
            return false;
        }
        if (!times.scan(line, bracket ? from + 1 : from) || !isEnd(line, times.end())) {
            return false;
        }
        draft.time(times.nanos());
        header.read(line, times.end(), bracket, draft);
        return true;
    }

    /** Whether a time may end at {@code at}: digits that go on are another thing. */
    private static boolean isEnd(String line, int at) {
        if (at >= line.length()) {
            return true;
        }
        char c = line.charAt(at);
        return !TimeCursor.isDigit(c) && !TimeCursor.isLetter(c) && c != '.' && c != '/';
    }
}
