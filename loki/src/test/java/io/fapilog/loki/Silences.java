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
 * Reactions with a silence, in manual time: the server begins a silence and blocks; the thread of the test advances the
 * time and ends the silence.
 */
final class Silences {
    /** The greatest timeout of a push that can be configured. */
    static final Duration TIMEOUT = Duration.ofMinutes(10);

    private static final Duration SHORT = Duration.ofMinutes(2);

    private final Queue<Duration> begun = new ConcurrentLinkedQueue<>();
    private final Semaphore ended = new Semaphore(0);
    private volatile Runnable whenBegun = () -> {};

    /** Sets the action that a thread of the server runs when a silence begins. */
    void whenBegun(Runnable action) {
        whenBegun = action;
    }

    /** Removes the next silence that has begun, and returns its duration; null when there is none. */
    @Nullable
    Duration poll() {
        return begun.poll();
    }

    void end() {
        ended.release();
    }

    /** Stores the push and never answers. */
    ScriptedServer.Reaction stall() {
        return silent("", "", TIMEOUT);
    }

    /** Stores the push and stops within the body of the answer. */
    ScriptedServer.Reaction stallInBody() {
        return silent("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "", TIMEOUT);
    }

    /** Stores the push and answers after the timeout. */
    ScriptedServer.Reaction late() {
        return silent("", "HTTP/1.1 204 x\r\n\r\n", TIMEOUT);
    }

    /** Reads the push slowly and answers slowly, within the timeout. */
    ScriptedServer.Reaction slow() {
        return new Silent("HTTP/1.1 2", "00 x\r\nContent-Length: 4\r\n\r\nfine", SHORT, SHORT);
    }

    private ScriptedServer.Reaction silent(String before, String after, Duration silence) {
        return new Silent(before, after, Duration.ZERO, silence);
    }

    /** Stores the push; is silent while reading it, and between the two parts of the answer. */
    private final class Silent implements ScriptedServer.Reaction {
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
            blockFor(reading);
        }

        @Override
        public boolean write(OutputStream out, Socket socket) throws IOException {
            out.write(before.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            blockFor(writing);
            out.write(after.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return true;
        }

        @Override
        public int stores(int events) {
            return events;
        }

        private void blockFor(Duration silence) {
            if (!silence.isZero()) {
                begun.add(silence);
                whenBegun.run();
                ended.acquireUninterruptibly();
            }
        }
    }
}
