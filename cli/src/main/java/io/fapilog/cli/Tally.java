package io.fapilog.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What became of events that carry the numbers from 1 in their field {@code seq}.
 *
 * @param logged how many were logged
 * @param found how many lines were found
 * @param lost how many numbers are in no line
 * @param doubled how many lines repeat a number
 */
record Tally(long logged, long found, long lost, long doubled) {
    /** Counts {@code lines} of {@code logged} events. */
    static Tally of(long logged, List<LokiQuery.Line> lines) {
        Set<Long> numbers = new HashSet<>();
        long doubled = 0;
        for (LokiQuery.Line line : lines) {
            doubled += numbers.add(line.json().path("seq").asLong()) ? 0 : 1;
        }
        numbers.removeIf(number -> number < 1 || number > logged);
        return new Tally(logged, lines.size(), logged - numbers.size(), doubled);
    }

    /** Whether each was found exactly once, and nothing else. */
    boolean isExact() {
        return lost == 0 && doubled == 0 && found == logged;
    }
}
