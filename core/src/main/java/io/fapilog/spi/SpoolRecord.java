package io.fapilog.spi;

/**
 * An event that was read back from a spool.
 *
 * @param position what {@link Spool#acknowledge} and {@link Spool#release} call it
 * @param entry the event
 */
public record SpoolRecord(long position, SpoolEntry entry) {}
