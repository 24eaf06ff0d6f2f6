package io.fapilog.cli.input;

import io.fapilog.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A set of followed files whose steps the test makes: looks, reads, the passing of time, saved states and kills. What is
 * read counts as delivered at once.
 */
final class FilesRig {
    final List<String> lines = new CopyOnWriteArrayList<>();
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<FilePattern> patterns = new ArrayList<>();
    private final byte[] buffer = new byte[4 << 10];
    private final Path state;
    private final FileKeys keys;
    private long nanos;
    private ReadCounts counts = new ReadCounts();
    private @Nullable StateFile opened;
    private FileSet files;

    /** Keeps the state in {@code state}. */
    FilesRig(Path state, FileKeys keys, String... patterns) throws IOException {
        this.state = state;
        this.keys = keys;
        for (String pattern : patterns) {
            this.patterns.add(FilePattern.of(pattern));
        }
        this.files = start();
    }

    /** Looks at the directories once. */
    FilesRig look() {
        files.look(patterns);
        return this;
    }

    /** Reads everything that was seen. */
    FilesRig read() {
        while (files.turn(buffer)) {
            // Each turn reads a part.
        }
        return this;
    }

    /** Reads at most one part of each file. */
    FilesRig readOnce() {
        boolean unused = files.turn(buffer);
        return this;
    }

    /** Lets time pass, in which the thread that watches looks. */
    FilesRig pass(Duration time) {
        nanos += time.toNanos();
        return look();
    }

    /** Writes the state of what is read by now. */
    FilesRig save() throws IOException {
        if (opened != null) {
            opened.write(files.entries());
        }
        return this;
    }

    /** Ends as a killed process does, and starts again with the saved state. */
    FilesRig kill() throws IOException {
        // Descriptors are closed as the system does it; nothing is told to the consumers any more.
        for (FollowedFile file : files.files()) {
            file.abandon();
        }
        if (opened != null) {
            opened.close();
        }
        files = start();
        return this;
    }

    /** Ends in order. */
    void finish(boolean rest) throws IOException {
        files.finish(rest);
        if (opened != null) {
            opened.write(files.entries());
            opened.close();
        }
    }

    FileSet files() {
        return files;
    }

    /** The open descriptors. */
    long open() {
        return files.files().stream().filter(file -> !file.isFinished()).count();
    }

    ReadCounts counts() {
        return counts;
    }

    List<String> warnings() {
        return told.stream().filter(message -> message.startsWith("WARN")).toList();
    }

    static void append(Path path, String text) throws IOException {
        Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private FileSet start() throws IOException {
        opened = StateFile.open(state);
        counts = new ReadCounts();
        FileSet.Settings settings = new FileSet.Settings(
                Recorder::new, 1 << 20, TextEncoding.UTF_8, counts, false, keys, new Told(), () -> nanos);
        return FileSet.of(settings, opened);
    }

    /** Keeps what is told. */
    private final class Told implements Diagnostics {
        @Override
        public void info(String message) {
            told.add("INFO " + message);
        }

        @Override
        public void warn(String key, String message) {
            told.add("WARN " + message);
        }
    }

    /** Keeps the lines, which are then handed on. */
    private final class Recorder implements LineSink {
        private final Origin origin;

        Recorder(Origin origin) {
            this.origin = origin;
        }

        @Override
        public void line(String line, long end) {
            lines.add(line);
            origin.handed(end);
        }

        @Override
        public void expire(long now) {
            // Nothing waits.
        }

        @Override
        public void end() {
            // Nothing waits.
        }
    }
}
