package io.fapilog.devloki;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** Messages of one push, equal ones counted. Not thread-safe. */
final class GroupedErrors {
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    void add(String message) {
        counts.merge(message, 1, Integer::sum);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** A single message as it is; else each with how often it came. */
    @Override
    public String toString() {
        boolean single = counts.size() == 1 && counts.containsValue(1);
        StringJoiner joined = new StringJoiner("; ");
        counts.forEach((message, count) -> joined.add(single ? message : count + " errors like: " + message));
        return joined.toString();
    }
}
