package io.fapilog.cli.input;

/**
 * The consumer of the lines of one file, in their order. It tells the {@link Origin} up to which position of the file
 * events were handed on, which may be several lines back.
 */
public interface LineSink {
    /** Takes a line without its line end; {@code end} is the position in the file after the line end. */
    void line(String line, long end);

    /** Ends what has waited too long for more lines, as of {@code nanos} of {@link System#nanoTime}. */
    void expire(long nanos);

    /** Ends what waits for more lines, since the file is over: read to its end, truncated, or no longer read. */
    void end();
}
