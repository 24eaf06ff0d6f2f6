package io.fapilog;

/**
 * What an offer does when the buffer of a sink is full. Dropped events are counted as {@link DropReason#OVERFLOW}.
 */
public enum Overflow {
    /**
     * The oldest event that is not in flight is dropped: of those below WARN as long as there is one, then of WARN,
     * then of ERROR. The new event is dropped if all others are more severe. The default.
     */
    DROP_OLDEST,
    /** The new event is dropped. */
    DROP_NEWEST,
    /** The caller waits for room, for at most the block timeout; then the new event is dropped. */
    BLOCK
}
