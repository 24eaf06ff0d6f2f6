package io.fapilog.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares logged events, which have the numbers from 1 in their field {@code seq}, with the lines that were found.
 *
 * @param logged the number of logged events
 * @param found the number of found lines
 * @param lost the number of events without a line
 * @param duplicates the number of lines whose event has another line
 */
record Tally(long logged, long found, long lost, long duplicates) {
    /** Counts {@code lines} of {@code logged} events. */
    static Tally of(long logged, List<LokiQuery.Line> lines) {
        Set<Long> numbers = new HashSet<>();
        long duplicates = 0;
        for (LokiQuery.Line line : lines) {
            duplicates += numbers.add(line.json().path("seq").asLong()) ? 0 : 1;
        }
        numbers.removeIf(number -> number < 1 || number > logged);
        return new Tally(logged, lines.size(), logged - numbers.size(), duplicates);
    }

    /** Whether every event was found exactly once, and no other line. */
    boolean isExact() {
        return lost == 0 && duplicates == 0 && found == logged;
    }
}
