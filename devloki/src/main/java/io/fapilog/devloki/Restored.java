package io.fapilog.devloki;

/**
 * What a {@link DevLoki} has read from its data folder at the start.
 *
 * @param entries entries read; beyond {@link DevLokiBuilder#maxBytes} the oldest of them are evicted
 * @param damagedBytes bytes that could not be read, as a killed process may leave them at the end of a file
 */
public record Restored(long entries, long damagedBytes) {}
