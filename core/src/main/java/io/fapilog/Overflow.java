package io.fapilog;

/**
 * What an offer does when the buffer of a sink is full. Whatever is given up is counted under {@link
 * DropReason#OVERFLOW}.
 */
public enum Overflow {
    /** The oldest event that is not on its way gives place to the new one. The default. */
    DROP_OLDEST,
    /** The new event is dropped. */
    DROP_NEWEST,
    /** The caller waits for room, for at most the block timeout; then the new event is dropped. */
    BLOCK
}
