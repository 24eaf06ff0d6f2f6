package io.fapilog.cli.input;

import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An input that is read once from its beginning: standard input, a pipe, or a compressed file. One thread {@linkplain
 * #read reads} it; any thread may stop it.
 */
public final class StreamInput {
    private static final int BUFFER = 64 << 10;
    private static final long POLL_MILLIS = 250;

    private final @Nullable Path path;
    private final Origin origin;
    private final LineSink sink;
    private final LineSplitter splitter;
    private final ReadCounts counts;
    /** Whether the last line was passed on: by the thread that reads, or by the one that waits for it no longer. */
    private final AtomicBoolean finished = new AtomicBoolean();

    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable InputStream source;
    /** How many bytes are still read after the stop. */
    private final AtomicLong allowance = new AtomicLong(Long.MAX_VALUE);

    private volatile boolean waiting;
    private volatile boolean ended;

    private StreamInput(@Nullable Path path, Origin origin, FileSet.Settings settings) {
        this.path = path;
        this.origin = origin;
        this.counts = origin.counts();
        this.sink = settings.sinks().apply(origin);
        this.splitter = new LineSplitter(settings.longest(), settings.encoding(), counts);
    }

    /** The standard input. */
    public static StreamInput ofStandardInput(FileSet.Settings settings) {
        return new StreamInput(null, Origin.ofStandardInput(settings.counts().part()), settings);
    }

    /** The file {@code path}. */
    public static StreamInput of(Path path, FileSet.Settings settings) {
        return new StreamInput(
                path, Origin.ofFile(path, settings.named(), settings.counts().part(), 0), settings);
    }

    /**
     * Reads it to its end, or until it is stopped; a pipe is read on when another process opens it, if {@code follow}.
     */
    public void read(boolean follow) throws IOException {
        try (InputStream raw = open()) {
            source = raw;
            InputStream in = path != null && Input.isCompressed(path) ? new GZIPInputStream(raw, BUFFER) : raw;
            byte[] buffer = new byte[BUFFER];
            while (readOn(in, buffer) || (follow && awaitWriter())) {
                // Until its end, or until it is stopped.
            }
            endSink();
        } finally {
            ended = true;
        }
    }

    /** Ends what has waited too long for more lines. */
    public void expire() {
        sink.expire(System.nanoTime());
    }

    /** Stops it after what can be read without waiting. */
    public void stop() {
        stop.countDown();
        InputStream in = source;
        try {
            allowance.set(in == null ? 0 : in.available());
        } catch (IOException e) {
            allowance.set(0);
        }
    }

    /** Whether it is at its end, or after a stop at the end of what can be read without waiting. */
    public boolean isOver() {
        return ended || (stop.getCount() == 0 && waiting && allowance.get() <= 0);
    }

    /** Passes on the last line of a stopped stream whose thread waits for more. */
    public void finish() {
        if (!ended && waiting) {
            endSink();
        }
    }

    /** The name for messages. */
    public String name() {
        return origin.name();
    }

    private void endSink() {
        if (finished.compareAndSet(false, true)) {
            splitter.end(sink);
            sink.end();
        }
    }

    private boolean readOn(InputStream in, byte[] buffer) throws IOException {
        if (allowance.get() <= 0) {
            return false;
        }
        waiting = true;
        int count = in.read(buffer);
        waiting = false;
        if (finished.get()) {
            return false;
        }
        if (count > 0) {
            if (in == source) {
                counts.addConsumed(count);
            }
            splitter.feed(buffer, 0, count, sink);
            if (stop.getCount() == 0) {
                allowance.addAndGet(-count);
            }
        }
        return count >= 0;
    }

    /** Waits a moment for a process that opens the pipe for writing. Returns false when stopped. */
    private boolean awaitWriter() {
        try {
            return isNamedPipe() && !stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether it is a pipe with a name, which others may open, unlike that of {@code <(command)}. */
    private boolean isNamedPipe() {
        return path != null && !path.startsWith("/dev") && !path.startsWith("/proc");
    }

    private InputStream open() throws IOException {
        InputStream in = path == null ? Input.standardInput() : new FileInputStream(path.toFile());
        return path != null && Files.isRegularFile(path) ? new Counted(in, counts) : in;
    }

    /** Counts the bytes of a compressed file. */
    private static final class Counted extends FilterInputStream {
        private final ReadCounts counts;

        Counted(InputStream in, ReadCounts counts) {
            super(in);
            this.counts = counts;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            counts.addConsumed(Math.max(0, count));
            return count;
        }
    }
}
