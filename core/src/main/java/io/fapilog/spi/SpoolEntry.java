package io.fapilog.spi;

import java.util.Map;

/**
 * An event as a spool keeps it: all that is needed to send it later, in whatever format and from whatever process.
 *
 * @param tenant the tenant, empty for none
 * @param labels the labels of its stream
 * @param time its time in nanoseconds since the epoch, as it was or will be sent
 * @param metadata what goes beside the line
 * @param line the line, in UTF-8; not copied, so nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SpoolEntry(
        String tenant, Map<String, String> labels, long time, Map<String, String> metadata, byte[] line) {}
