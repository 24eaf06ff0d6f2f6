package io.fapilog;

import java.util.Locale;

/** Why an accepted event was given up. Every lost event is counted under exactly one reason. */
public enum DropReason {
    /** The buffer was full; see {@link Overflow}. */
    OVERFLOW,
    /** The event was older than the sink's {@code max_age}; the server would have refused it. */
    TOO_OLD,
    /** The server found a push of this single event too large, and it cannot be split further. */
    TOO_LARGE,
    /** The sink's {@code max_retries} were used up. */
    RETRIES_EXHAUSTED,
    /** The server answered that it will never take such a push (501, 505). */
    UNSUPPORTED,
    /** The event could not be turned into a line. */
    ENCODING_FAILED,
    /** The sink could not write it, as when standard output is closed. */
    WRITE_FAILED,
    /** The spool was full, and the event, which was on disk alone, made room for newer ones. */
    SPOOL_FULL,
    /** The spool could not give the event back: its record was damaged, or its file gone. */
    SPOOL_DAMAGED,
    /** The event was still undelivered when the time allowed for closing had passed. */
    CLOSED,
    /** A defect or a lack of memory inside fapilog. */
    INTERNAL_ERROR;

    /** The name under which statistics and messages show the reason: lower case, in snake case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
