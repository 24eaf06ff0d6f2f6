package io.fapilog.spi;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a spool is told.
 *
 * @param directory where it may make a folder of its own; made when it is missing
 * @param maxBytes the most that its files may take, at least {@value #LEAST_BYTES}
 * @param sync how long written events may stay with the operating system before they are forced to the disk
 * @param evict whether the oldest events make room when the files take that much; else new ones are not kept
 */
public record SpoolSettings(Path directory, long maxBytes, Duration sync, boolean evict) {
    /** 1 MiB. */
    public static final long LEAST_BYTES = 1L << 20;
}
