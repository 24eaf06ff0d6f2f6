package io.fapilog.cli;

import io.fapilog.DropReason;
import io.fapilog.SinkStats;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The pipe behind standard output, whose reader may have ended, as in {@code fapilog ship … | head}. */
final class StdoutPipe {
    private static final Path STDOUT = Path.of("/dev/fd/1");
    private static final int TYPE = 0170000;
    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private StdoutPipe() {}

    /** Flushes {@code out}, the writer of standard output, and returns whether its reader is gone. */
    static boolean hasFailed(PrintWriter out) {
        // The writer does not see what the stream below it swallows.
        return out.checkError() || System.out.checkError();
    }

    /** Whether standard output is the only sink, and its reader is gone: then nobody waits for anything any more. */
    static boolean isAbandoned(List<SinkStats> sinks) {
        return sinks.size() == 1
                && sinks.get(0).sink().equals("stdout")
                && sinks.get(0).events().dropped().getOrDefault(DropReason.WRITE_FAILED, 0L) > 0
                && isPipe();
    }

    /** Whether standard output is a pipe or a socket: a file could not be written for another reason. */
    static boolean isPipe() {
        try {
            int type = (Integer) Files.getAttribute(STDOUT, "unix:mode") & TYPE;
            return type == PIPE || type == SOCKET;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
