package io.fapilog;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Standard output, with an answer to each write. Writes go through the stream of {@link System#out}, which may have been
 * replaced by the application or a test. A {@link PrintStream} never forgets an error; so after its first one, writes go
 * to the file descriptor, which says of each write whether it failed. Not thread-safe.
 */
final class StandardOutput {
    private static final byte[] LINE_FEED = {'\n'};

    private final PrintStream stream;
    private final OutputStream descriptor;
    /** Whether the last write failed, perhaps within a line. */
    private boolean torn;

    StandardOutput(PrintStream stream, OutputStream descriptor) {
        this.stream = stream;
        this.descriptor = descriptor;
    }

    /** The standard output of this process. */
    static StandardOutput ofProcess() {
        return new StandardOutput(System.out, new FileOutputStream(FileDescriptor.out));
    }

    /**
     * Writes whole lines, which begin on a line of their own also after a failure.
     *
     * @throws IOException if not all of them could be written
     */
    void write(byte[] lines, int from, int count) throws IOException {
        boolean continued = torn;
        torn = true;
        if (continued) {
            put(LINE_FEED, 0, LINE_FEED.length);
        }
        put(lines, from, count);
        torn = false;
    }

    private void put(byte[] bytes, int from, int count) throws IOException {
        if (stream.checkError()) {
            descriptor.write(bytes, from, count);
            return;
        }
        try {
            stream.write(bytes, from, count);
        } catch (RuntimeException e) {
            throw new IOException("System.out has been replaced by a stream that throws", e);
        }
        if (stream.checkError()) {
            throw new IOException("System.out reports an error");
        }
    }
}
