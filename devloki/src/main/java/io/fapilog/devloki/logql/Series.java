package io.fapilog.devloki.logql;

import java.util.List;

/**
 * A series of a range query.
 *
 * @param labels its labels
 * @param points its values in the order of time
 */
public record Series(LabelSet labels, List<Point> points) {

    /**
     * A value at one time.
     *
     * @param millis the time in milliseconds since 1970
     * @param value the value
     */
    public record Point(long millis, double value) {
        /** The value as Loki writes it. */
        public String text() {
            return GoNumber.format(value);
        }
    }
}
