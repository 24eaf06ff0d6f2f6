package io.fapilog.spi;

/**
 * What a spool is given to work with.
 *
 * @param time where time comes from
 * @param diagnostics where it speaks about itself
 * @param account where it tells what becomes of events
 */
public record SpoolContext(TimeSource time, Diagnostics diagnostics, SpoolAccount account) {}
