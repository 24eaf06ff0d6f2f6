package io.fapilog.loki;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Servers that say nothing for a while, in manual time: the server begins a silence and waits, whoever drives the sink
 * lets the time pass and ends it.
 */
final class Silences {
    /** The longest that a sink may be told to wait for an answer. */
    static final Duration TIMEOUT = Duration.ofMinutes(10);

    private static final Duration SHORT = Duration.ofMinutes(2);

    private final Queue<Duration> begun = new ConcurrentLinkedQueue<>();
    private final Semaphore ended = new Semaphore(0);
    private volatile Runnable whenBegun = () -> {};

    /** Calls {@code action} at each silence, on a thread of the server. */
    void whenBegun(Runnable action) {
        whenBegun = action;
    }

    /** How long the silence is that has begun; null when there is none. */
    @Nullable
    Duration poll() {
        return begun.poll();
    }

    void end() {
        ended.release();
    }

    /** Takes the push and never answers. */
    ScriptedServer.Reply stall() {
        return says("", "", TIMEOUT);
    }

    /** Takes the push, and stops in the body of the answer. */
    ScriptedServer.Reply stallInBody() {
        return says("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "", TIMEOUT);
    }

    /** Takes the push, and answers when nobody waits any more. */
    ScriptedServer.Reply late() {
        return says("", "HTTP/1.1 204 x\r\n\r\n", TIMEOUT);
    }

    /** Reads slowly, and answers slowly. */
    ScriptedServer.Reply slow() {
        return new Silent("HTTP/1.1 2", "00 x\r\nContent-Length: 4\r\n\r\nfine", SHORT, SHORT);
    }

    private ScriptedServer.Reply says(String before, String after, Duration silence) {
        return new Silent(before, after, Duration.ZERO, silence);
    }

    /** Stores the push. Is silent in the middle of reading it, and between the parts of the answer. */
    private final class Silent implements ScriptedServer.Reply {
        private final String before;
        private final String after;
        private final Duration reading;
        private final Duration writing;

        Silent(String before, String after, Duration reading, Duration writing) {
            this.before = before;
            this.after = after;
            this.reading = reading;
            this.writing = writing;
        }

        @Override
        public void isHalfWay() {
            keep(reading);
        }

        @Override
        public boolean write(OutputStream out, Socket socket) throws IOException {
            out.write(before.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            keep(writing);
            out.write(after.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return true;
        }

        @Override
        public int stores(int events) {
            return events;
        }

        private void keep(Duration silence) {
            if (!silence.isZero()) {
                begun.add(silence);
                whenBegun.run();
                ended.acquireUninterruptibly();
            }
        }
    }
}
