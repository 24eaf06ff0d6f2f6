package io.fapilog.loki;

/**
 * An event as it is sent.
 *
 * @param line the line, in UTF-8
 * @param otherBytes the bytes of the entry without the line, which grow with the structured metadata
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SentEvent(long timestamp, byte[] line, int otherBytes) {}
