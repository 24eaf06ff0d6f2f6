package io.fapilog.cli;

import io.fapilog.Diagnostics;
import io.fapilog.Fapilog;
import io.fapilog.cli.event.EventCounts;
import io.fapilog.cli.event.EventOptions;
import io.fapilog.cli.input.FileKeys;
import io.fapilog.cli.input.FilePattern;
import io.fapilog.cli.input.FileSet;
import io.fapilog.cli.input.Input;
import io.fapilog.cli.input.LineSink;
import io.fapilog.cli.input.Origin;
import io.fapilog.cli.input.ReadCounts;
import io.fapilog.cli.input.StateFile;
import io.fapilog.cli.input.StreamInput;
import io.fapilog.cli.input.TextEncoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the inputs, and logs their lines as events. It blocks while the buffers of the sinks are full, so it reads no
 * faster than they deliver. One thread reads the files; while they are followed, another watches their directories and
 * each stream has one of its own. Any thread may call the methods.
 */
final class Reading {
    private static final int LONGEST_LINE = 8 << 20;
    private static final int BUFFER = 128 << 10;
    private static final long POLL_MILLIS = 100;
    private static final long LOOK_MILLIS = 250;

    private final Plan plan;
    /** The files that are watched: all but streams. */
    private final List<FilePattern> patterns;

    private final FileSet files;
    private final FileSet.Settings settings;
    private final ReadCounts counts = new ReadCounts();
    private final EventCounts events = new EventCounts();
    private final AtomicInteger offering = new AtomicInteger();
    /** What was read from each input, by its name, in the order in which they were begun. */
    private final Map<String, InputFigures> figures = new LinkedHashMap<>();

    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<String> untouched = new CopyOnWriteArrayList<>();
    private final List<StreamInput> streams = new CopyOnWriteArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch limited = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean complete;

    /**
     * What is read, and how.
     *
     * @param inputs the inputs in their order
     * @param follow whether to wait for new lines
     * @param encoding of inputs that do not tell theirs
     * @param state what is delivered already, or null
     * @param events how lines become events
     * @param named whether events tell their file even if there is only one
     */
    record Plan(
            List<Input> inputs,
            boolean follow,
            TextEncoding encoding,
            @Nullable StateFile state,
            EventOptions events,
            boolean named) {
        /** Whether there may be several files, so that events must tell theirs. */
        boolean isNamed() {
            return named
                    || inputs.size() > 1
                    || inputs.stream()
                            .anyMatch(input ->
                                    input.files() != null && input.files().isOpen());
        }
    }

    Reading(Plan plan, Fapilog fapilog, Diagnostics diagnostics) {
        this.plan = plan;
        settings = new FileSet.Settings(
                origin -> sink(origin, fapilog),
                // The limit of a line is lower with a small heap, because several lines must fit into memory.
                (int) Math.min(LONGEST_LINE, Runtime.getRuntime().maxMemory() / 32),
                plan.encoding(),
                counts,
                plan.isNamed(),
                FileKeys.ofFileSystem(),
                diagnostics,
                System::nanoTime);
        files = FileSet.of(settings, plan.state());
        patterns = patterns();
    }

    /** Opens the files that are followed, so that the state can note them before anything of them is read. */
    void open() {
        if (plan.follow()) {
            files.look(patterns);
        }
    }

    /** Starts the threads. */
    void start() {
        if (plan.follow()) {
            startThread(this::watch, "ship-watch");
        }
        startThread(this::run, "ship");
        startThread(this::expire, "ship-wait");
    }

    /**
     * Requests the end: of followed files, when they are read to the ends that they have now; of other inputs, after
     * the current lines.
     */
    void stop() {
        if (stop.getCount() > 0) {
            stop.countDown();
            streams.forEach(StreamInput::stop);
            if (plan.follow()) {
                files.look(patterns);
            }
            files.limit();
            limited.countDown();
        }
    }

    /** Waits until the reading has ended, and returns whether it has. */
    boolean await(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS) || isIdleAtStop();
    }

    /** The files. */
    FileSet files() {
        return files;
    }

    /** What was read. */
    ReadCounts counts() {
        return counts;
    }

    /** The number of events. */
    long events() {
        return events.events();
    }

    /** What became of the lines. */
    EventCounts eventCounts() {
        return events;
    }

    /** What was read from each input, by its name. */
    Map<String, InputFigures> figures() {
        synchronized (figures) {
            return new LinkedHashMap<>(figures);
        }
    }

    /** The number of bytes read so far. */
    long consumed() {
        return counts.consumed();
    }

    /** The size of all inputs in bytes, or -1 if it is unknown. */
    long size() {
        long total = 0;
        for (Input input : plan.inputs()) {
            long size = plan.follow() ? -1 : input.size();
            if (size < 0) {
                return -1;
            }
            total += size;
        }
        return total;
    }

    /** Whether an event is being logged at the moment; the call may be blocked by a full buffer. */
    boolean isOffering() {
        return offering.get() > 0;
    }

    /** Whether files are followed, so that the input has no end. */
    boolean isFollowing() {
        return plan.follow();
    }

    /** Whether an interruption is a normal end, as for followed files and for standard input. */
    boolean isOpenEnded() {
        return plan.follow() || plan.inputs().stream().anyMatch(input -> input.files() == null);
    }

    /** Whether every input was read to its end. */
    boolean isComplete() {
        return complete;
    }

    /** How much of which file was not read, one sentence each. */
    List<String> unread() {
        List<String> unread = new ArrayList<>(files.unread());
        unread.addAll(untouched);
        return unread;
    }

    /** The errors of inputs, one sentence each. */
    List<String> failures() {
        return failures;
    }

    private LineSink sink(Origin origin, Fapilog fapilog) {
        synchronized (figures) {
            InputFigures of = figures.computeIfAbsent(origin.name(), name -> new InputFigures(events.part()));
            of.reads().add(origin.counts());
            return new FileEvents(origin, plan.events(), fapilog, of.events(), offering);
        }
    }

    private void run() {
        try {
            if (plan.follow()) {
                follow();
                complete = true;
            } else {
                plan.inputs().forEach(this::readAll);
                complete = stop.getCount() > 0;
                files.settle(complete ? patterns : List.of());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** Whether it is stopped while it waits for more of a stream that is not followed. */
    private boolean isIdleAtStop() {
        boolean idle = !plan.follow()
                && stop.getCount() == 0
                && !streams.isEmpty()
                && streams.get(streams.size() - 1).isOver()
                && !isOffering();
        if (idle) {
            streams.forEach(StreamInput::finish);
        }
        return idle;
    }

    private void readAll(Input input) {
        if (input.files() == null) {
            read(StreamInput.ofStandardInput(settings));
        }
        for (Path path : input.paths()) {
            if (Input.isStream(path)) {
                read(StreamInput.of(path, settings));
            } else {
                read(path);
            }
        }
    }

    private void read(Path path) {
        if (stop.getCount() == 0) {
            untouched.add(path + ": nothing of it was read");
            return;
        }
        try {
            files.open(path);
            files.readAll(new byte[BUFFER], plan.state() == null, () -> stop.getCount() == 0, failures::add);
        } catch (IOException e) {
            failures.add(path + " could not be opened and is not shipped: " + e.getMessage());
        }
    }

    private void read(StreamInput stream) {
        if (stop.getCount() == 0) {
            return;
        }
        streams.add(stream);
        try {
            stream.read(plan.follow());
        } catch (IOException e) {
            failures.add(stream.name() + " could not be read completely: " + e.getMessage()
                    + "; lines read so far are shipped");
        }
    }

    private void follow() throws InterruptedException {
        startStreams();
        byte[] buffer = new byte[BUFFER];
        boolean any = true;
        while (!isOver(any)) {
            any = files.turn(buffer);
            if (!any && stop.getCount() > 0) {
                stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        files.finish(plan.state() == null);
        streams.forEach(StreamInput::finish);
    }

    /** Whether everything was read that was there at the stop, or there is nothing but streams, which have ended. */
    private boolean isOver(boolean any) throws InterruptedException {
        if (any) {
            return false;
        }
        boolean streamsOver = streams.stream().allMatch(StreamInput::isOver);
        if (stop.getCount() == 0) {
            limited.await();
            return streamsOver && files.isCaughtUp();
        }
        return streamsOver && patterns.isEmpty();
    }

    private void startStreams() {
        for (Input input : plan.inputs()) {
            for (Path path : input.paths()) {
                if (Input.isStream(path) && isSingle(input)) {
                    StreamInput stream = StreamInput.of(path, settings);
                    streams.add(stream);
                    startThread(() -> read(stream), "ship-" + path.getFileName());
                }
            }
        }
    }

    private List<FilePattern> patterns() {
        List<FilePattern> patterns = new ArrayList<>();
        for (Input input : plan.inputs()) {
            FilePattern pattern = input.files();
            if (pattern != null && (pattern.isOpen() || !Input.isStream(pattern.root()))) {
                patterns.add(pattern);
            }
        }
        return patterns;
    }

    private static boolean isSingle(Input input) {
        return input.files() != null && !input.files().isOpen();
    }

    /** Ends the wait for further lines of streams, whose thread may wait for them. */
    private void expire() {
        try {
            while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                streams.forEach(StreamInput::expire);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at the directories four times a second, or less often if that takes long. */
    private void watch() {
        try {
            long wait = 0;
            while (!stop.await(wait, TimeUnit.MILLISECONDS)) {
                long began = System.nanoTime();
                files.look(patterns);
                wait = Math.max(LOOK_MILLIS, 20 * TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The threads are daemons, because a read from a stream cannot be interrupted. */
    private static void startThread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
