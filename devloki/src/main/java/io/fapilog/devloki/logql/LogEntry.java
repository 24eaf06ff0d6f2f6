package io.fapilog.devloki.logql;

/** A stored entry as queries see it. Immutable. */
public interface LogEntry {
    /** The timestamp in nanoseconds since 1970. */
    long nanos();

    String line();

    LabelSet metadata();
}
