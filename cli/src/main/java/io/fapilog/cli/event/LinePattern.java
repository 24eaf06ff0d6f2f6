package io.fapilog.cli.event;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A layout that the user gives as a regular expression: the groups time, level, logger, thread and message become these
 * parts of an event, and other named groups become attributes. Not thread-safe.
 */
final class LinePattern {
    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    private final Matcher matcher;
    private final List<String> groups;

    private LinePattern(Pattern pattern, List<String> groups) {
        this.matcher = pattern.matcher("");
        this.groups = groups;
    }

    /** The layout {@code pattern}. */
    static LinePattern of(Pattern pattern) {
        return new LinePattern(pattern, groups(pattern));
    }

    /** The names of the groups of {@code pattern}. */
    static List<String> groups(Pattern pattern) {
        List<String> names = new ArrayList<>();
        Matcher group = GROUP.matcher(pattern.pattern());
        while (group.find()) {
            names.add(group.group(1));
        }
        names.removeIf(name -> !isGroup(pattern, name));
        return names;
    }

    /** Text that only looks like a group may be quoted. */
    private static boolean isGroup(Pattern pattern, String name) {
        try {
            Matcher any = Pattern.compile("(?:" + pattern.pattern() + ")|", pattern.flags())
                    .matcher("");
            return any.find() && any.start(name) <= 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Fills {@code draft}, if {@code line} has this layout. */
    boolean read(String line, EventDraft draft, TimeScanner times) {
        if (!BoundedText.find(matcher, line)) {
            return false;
        }
        for (String name : groups) {
            String value = matcher.group(name);
            if (value != null) {
                part(name, value, draft, times);
            }
        }
        draft.recognise();
        return true;
    }

    private static void part(String name, String value, EventDraft draft, TimeScanner times) {
        switch (name) {
            case "time" -> time(value, draft, times);
            case "level" -> draft.level(EventLevel.of(value));
            case "logger" -> draft.logger(textOrNull(value));
            case "thread" -> draft.thread(textOrNull(value));
            case "message" -> draft.message(value);
            default -> draft.attribute(name, value);
        }
    }

    private static @Nullable String textOrNull(String value) {
        return value.isBlank() ? null : value.strip();
    }

    private static void time(String value, EventDraft draft, TimeScanner times) {
        String text = value.strip();
        long nanos = EventTime.nanos(text, times);
        if (nanos == EventTime.NONE && !text.isEmpty() && times.scan(text, 0) && times.end() == text.length()) {
            nanos = times.nanos();
        }
        draft.time(nanos);
        if (nanos == EventTime.NONE) {
            draft.unreadTime("time", value);
        }
    }
}
