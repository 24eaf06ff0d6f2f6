package io.fapilog.devloki.logql;

import java.util.List;
import java.util.function.Predicate;

/** Where queries read entries from. */
public interface LogSource {
    /** The streams that {@code selector} accepts, with their entries in {@code [start, end)}. */
    List<StreamSlice> select(Predicate<LabelSet> selector, long start, long end);
}
