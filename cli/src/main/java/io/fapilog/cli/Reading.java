package io.fapilog.cli;

import io.fapilog.Fapilog;
import io.fapilog.cli.event.EventParser;
import io.fapilog.cli.input.FollowedFile;
import io.fapilog.cli.input.Input;
import io.fapilog.cli.input.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the inputs in their order on one thread, and logs each line as an event. It blocks while the buffers of the
 * sinks are full, so it reads no faster than they deliver. Any thread may call the other methods.
 */
final class Reading {
    private static final int LONGEST_LINE = 8 << 20;
    private static final long POLL_MILLIS = 250;

    private final List<Input> inputs;
    private final boolean follow;
    private final EventParser parser;
    private final Fapilog fapilog;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong blank = new AtomicLong();
    private final AtomicLong truncated = new AtomicLong();
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

    /** Starts the thread. */
    void start() {
        // A daemon, because a read from standard input cannot be interrupted.
        Thread thread = new Thread(this::run, "ship");
        thread.setDaemon(true);
        thread.start();
    }

    /** Requests the end after the current line. */
    void stop() {
        stop.countDown();
    }

    /** Waits until the reading has ended, and returns whether it has. */
    boolean await(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** The number of lines that became events. */
    long events() {
        return events.get();
    }

    /** The number of blank lines, which are skipped. */
    long blank() {
        return blank.get();
    }

    /** The number of lines that were truncated when they were read. */
    long truncated() {
        return truncated.get();
    }

    /** The number of bytes read so far. */
    long consumed() {
        return consumed.get();
    }

    /** The size of all inputs in bytes, or -1 if it is unknown. */
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

    /** Whether an event is being logged at the moment; the call may be blocked by a full buffer. */
    boolean isOffering() {
        return offering;
    }

    /** Whether files are followed, so that the input has no end. */
    boolean isFollowing() {
        return follow;
    }

    /** Whether an interruption is a normal end, as for followed files and for standard input. */
    boolean isOpenEnded() {
        return follow || inputs.stream().anyMatch(input -> input.path() == null);
    }

    /** Whether every input was read to its end. */
    boolean isComplete() {
        return complete;
    }

    /** The errors of inputs, one sentence each. */
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
            failures.add(input.name() + " could not be read completely: " + e.getMessage()
                    + "; lines read so far are shipped");
        } finally {
            truncated.addAndGet(lines.truncated());
        }
    }

    private void follow() {
        List<Followed> files = open();
        try {
            boolean stopped = false;
            while (!stopped && !files.isEmpty()) {
                boolean any = readNext(files);
                stopped = stop.await(any ? 0 : POLL_MILLIS, TimeUnit.MILLISECONDS);
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
                failures.add(input.name() + " could not be opened and is not shipped: " + e.getMessage());
            }
        }
        return files;
    }

    private boolean readNext(List<Followed> files) {
        boolean any = false;
        for (Followed file : List.copyOf(files)) {
            any |= readNext(file, files);
        }
        return any;
    }

    private boolean readNext(Followed file, List<Followed> files) {
        try {
            return file.file().read(line -> offer(line, file.input()));
        } catch (IOException e) {
            failures.add(file.input().name() + " could not be read any further: " + e.getMessage());
            files.remove(file);
            close(file);
            return false;
        }
    }

    private void close(Followed file) {
        truncated.addAndGet(file.lines().truncated());
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

    /** The limit of a line is lower with a small heap, because several lines must fit into memory. */
    private static LineReader lineReader() {
        return new LineReader((int) Math.min(LONGEST_LINE, Runtime.getRuntime().maxMemory() / 32));
    }

    /** A followed file. */
    private record Followed(Input input, LineReader lines, FollowedFile file) {}
}
