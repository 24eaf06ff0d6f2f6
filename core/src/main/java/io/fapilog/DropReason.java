package io.fapilog;

import java.util.Locale;

/** Why an accepted event was dropped. Every dropped event is counted under exactly one reason. */
public enum DropReason {
    /** The buffer was full; see {@link Overflow}. */
    OVERFLOW,
    /** The event was below the level of the sink. */
    FILTERED,
    /** The logger of the event had logged as many events in the second as {@code rate_limit} allows. */
    RATE_LIMITED,
    /** The event was not in the share of the events that {@code sample} takes. */
    SAMPLED,
    /** The event was older than the sink's {@code max_age}; the server would refuse it. */
    TOO_OLD,
    /** A push of this single event is too large for the server. */
    TOO_LARGE,
    /** The push was retried {@code max_retries} times. */
    RETRIES_EXHAUSTED,
    /** The server answered that it will never accept such a push (501, 505). */
    UNSUPPORTED,
    /** The event could not be encoded as a line. */
    ENCODING_FAILED,
    /** The sink could not write the event, for example because standard output is closed. */
    WRITE_FAILED,
    /** The spool was full, and the spooled event was evicted to make room for newer ones. */
    SPOOL_FULL,
    /** The spooled event could not be read back: its record is damaged, or its file is gone. */
    SPOOL_DAMAGED,
    /** The event was pending when the close timeout had passed. */
    CLOSED,
    /** A defect or a lack of memory inside fapilog. */
    INTERNAL_ERROR;

    /** Whether the settings of the sink ask for it, so that the event is not lost but unwanted. */
    public boolean isChosen() {
        return this == FILTERED || this == RATE_LIMITED || this == SAMPLED;
    }

    /** The name of the reason in statistics and messages, in lower case and snake case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
