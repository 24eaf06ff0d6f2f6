package io.fapilog.cli;

import io.fapilog.Fapilog;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the inputs, one after the other, on a thread of its own, and hands each line to the sinks. It waits while their
 * buffers are full, so it reads no faster than they deliver. The counts may be read by any thread at any time.
 */
final class Reading {
    private static final int LONGEST_LINE = 8 << 20;
    private static final long LOOK_AGAIN_MILLIS = 250;

    private final List<Input> inputs;
    private final boolean follow;
    private final EventParser parser;
    private final Fapilog fapilog;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong blank = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();
    private final AtomicLong consumed = new AtomicLong();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean offering;
    private volatile boolean complete;

    Reading(List<Input> inputs, boolean follow, EventParser parser, Fapilog fapilog) {
        this.inputs = inputs;
        this.follow = follow;
        this.parser = parser;
        this.fapilog = fapilog;
    }

    /** Begins. */
    void start() {
        // A daemon, since a read from standard input cannot be ended.
        Thread thread = new Thread(this::run, "ship");
        thread.setDaemon(true);
        thread.start();
    }

    /** Asks it to end after the present line. */
    void stop() {
        stop.countDown();
    }

    /** Waits for its end; returns whether it has come. */
    boolean await(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Lines that became events. */
    long events() {
        return events.get();
    }

    /** Lines without a character that could be seen; they become no events. */
    long blank() {
        return blank.get();
    }

    /** Lines that were too long and were cut. */
    long cut() {
        return cut.get();
    }

    /** Bytes read so far. */
    long consumed() {
        return consumed.get();
    }

    /** Bytes there are, -1 when nobody knows. */
    long size() {
        long total = 0;
        for (Input input : inputs) {
            long size = follow ? -1 : input.size();
            if (size < 0) {
                return -1;
            }
            total += size;
        }
        return total;
    }

    /** Whether a line is being handed over just now; it may be waiting for room. */
    boolean isOffering() {
        return offering;
    }

    /** Whether files are followed, so that there is no end. */
    boolean isFollowing() {
        return follow;
    }

    /** Whether an interruption is an ordinary end: of files that are followed, and of what others write to us. */
    boolean isOpenEnded() {
        return follow || inputs.stream().anyMatch(input -> input.path() == null);
    }

    /** Whether everything was read. */
    boolean isComplete() {
        return complete;
    }

    /** Inputs that could not be read to their end, one sentence each. */
    List<String> failures() {
        return failures;
    }

    private void run() {
        try {
            if (follow) {
                follow();
            } else {
                inputs.forEach(this::readAll);
            }
            complete = follow || stop.getCount() > 0;
        } finally {
            ended.countDown();
        }
    }

    private void readAll(Input input) {
        LineReader lines = lineReader();
        try (InputStream in = input.open(consumed)) {
            for (String line = lines.next(in); line != null && stop.getCount() > 0; line = lines.next(in)) {
                offer(line, input);
            }
            String rest = lines.rest();
            if (rest != null && stop.getCount() > 0) {
                offer(rest, input);
            }
        } catch (IOException e) {
            failures.add(input.name() + " could not be read to its end: " + e.getMessage());
        } finally {
            cut.addAndGet(lines.cut());
        }
    }

    private void follow() {
        List<Followed> files = open();
        try {
            boolean stopped = false;
            while (!stopped && !files.isEmpty()) {
                boolean any = false;
                for (Followed file : List.copyOf(files)) {
                    any |= readOn(file, files);
                }
                stopped = stop.await(any ? 0 : LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
            files.forEach(file -> file.file().finish(line -> offer(line, file.input())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            files.forEach(this::close);
        }
    }

    private List<Followed> open() {
        List<Followed> files = new ArrayList<>();
        for (Input input : inputs) {
            LineReader lines = lineReader();
            try {
                files.add(new Followed(input, lines, new FollowedFile(input.file(), lines, consumed)));
            } catch (IOException e) {
                failures.add(input.name() + " could not be opened: " + e.getMessage());
            }
        }
        return files;
    }

    private boolean readOn(Followed file, List<Followed> files) {
        try {
            return file.file().read(line -> offer(line, file.input()));
        } catch (IOException e) {
            failures.add(file.input().name() + " could not be read on: " + e.getMessage());
            files.remove(file);
            close(file);
            return false;
        }
    }

    private void close(Followed file) {
        cut.addAndGet(file.lines().cut());
        try {
            file.file().close();
        } catch (IOException e) {
            failures.add(file.input().name() + " could not be closed: " + e.getMessage());
        }
    }

    private void offer(String line, Input input) {
        if (line.isBlank()) {
            blank.incrementAndGet();
            return;
        }
        if (fapilog.isClosed()) {
            return;
        }
        offering = true;
        events.incrementAndGet();
        fapilog.log(parser.parse(line, input.logger()));
        offering = false;
    }

    /** With a small heap the longest line is shorter, since a few of them must fit. */
    private static LineReader lineReader() {
        return new LineReader((int) Math.min(LONGEST_LINE, Runtime.getRuntime().maxMemory() / 32));
    }

    /** A file that is being followed. */
    private record Followed(Input input, LineReader lines, FollowedFile file) {}
}
