package io.fapilog.cli.logs;

/** Writes a line for the reader, without the last line end. */
@FunctionalInterface
public interface LineFormat {
    /** The text of {@code line}. */
    String text(LogLine line);
}
