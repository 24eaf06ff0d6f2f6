package io.fapilog.cli;

import io.fapilog.cli.event.EventCounts;
import io.fapilog.cli.input.ReadCounts;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;

/**
 * What was read from an input.
 *
 * @param events what became of its lines
 * @param reads what was read from each file that had its name
 */
record InputFigures(EventCounts events, List<ReadCounts> reads) {
    InputFigures(EventCounts events) {
        this(events, new CopyOnWriteArrayList<>());
    }

    /** The sum of {@code count} over its files. */
    long sum(ToLongFunction<ReadCounts> count) {
        return reads.stream().distinct().mapToLong(count).sum();
    }
}
