package io.fapilog.devloki;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** The error messages of one push. Equal messages are counted. Not thread-safe. */
final class GroupedErrors {
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    void add(String message) {
        counts.merge(message, 1, Integer::sum);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** The messages joined as Loki does: a single one unchanged, several with their counts. */
    @Override
    public String toString() {
        boolean single = counts.size() == 1 && counts.containsValue(1);
        StringJoiner joined = new StringJoiner("; ");
        counts.forEach((message, count) -> joined.add(single ? message : count + " errors like: " + message));
        return joined.toString();
    }
}
