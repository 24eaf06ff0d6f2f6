package io.fapilog.cli.event;

import org.jspecify.annotations.Nullable;

/** The names of loggers and threads that occurred recently, so that a name that repeats is one object. Not thread-safe. */
final class RecentNames {
    private static final int SIZE = 256;

    private final @Nullable String[] names = new @Nullable String[SIZE];

    /** The characters of {@code line} from {@code from} to {@code to}. */
    String of(String line, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + line.charAt(i);
        }
        int place = (hash ^ hash >>> 16) & SIZE - 1;
        String known = names[place];
        if (known == null || known.length() != to - from || !line.startsWith(known, from)) {
            known = line.substring(from, to);
            names[place] = known;
        }
        return known;
    }

    /** As {@link #of}, without spaces at both ends; null if nothing is left. */
    @Nullable
    String stripped(String line, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && line.charAt(start) == ' ') {
            start++;
        }
        while (end > start && line.charAt(end - 1) == ' ') {
            end--;
        }
        return start == end ? null : of(line, start, end);
    }
}
