package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Diagnostics;
import io.fapilog.spi.Spool;
import io.fapilog.testkit.ManualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Spools in a directory, on a disk and with a clock that a test controls. Records counts and reports. */
final class SpoolRig implements Spool.Listener, Diagnostics {
    static final Map<String, String> LABELS = Map.of("app", "shop", "env", "prod");
    static final Duration SYNC = Duration.ofMillis(500);

    final Path directory;
    final ManualTime time = new ManualTime();
    final TestDisk disk = new TestDisk();
    final List<String> infos = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    long maxBytes = 16 << 20;
    boolean evict = true;
    String destination = "http://loki:3100/loki/api/v1/push";
    boolean adoptAll;
    boolean memoryIsShort;
    long recovered;
    long evicted;
    long damaged;

    SpoolRig(Path directory) {
        this.directory = directory;
    }

    /** A spool that has ended its recovery. */
    SegmentSpool start() {
        SegmentSpool spool = create();
        do {
            spool.doWork(time.ticks());
        } while (spool.isRecovering());
        return spool;
    }

    /** A spool that has not started. */
    SegmentSpool create() {
        time.advance(Duration.ofMillis(1));
        return new SegmentSpool(
                new Spool.Settings(directory, maxBytes, SYNC, evict, destination, adoptAll),
                new Spool.Context(time, this, this),
                disk);
    }

    /** Lets time pass, and the spool work once. */
    void step(SegmentSpool spool, Duration duration) {
        time.advance(duration);
        spool.doWork(time.ticks());
    }

    /** Ends the process, and starts another one in the directory. */
    SegmentSpool restart() throws IOException {
        disk.kill();
        return start();
    }

    static Spool.Entry entry(String line) {
        return new Spool.Entry("", LABELS, 1_764_000_000_000_000_001L, Map.of(), line.getBytes(StandardCharsets.UTF_8));
    }

    static String line(Spool.Stored found) {
        return new String(found.entry().line(), StandardCharsets.UTF_8);
    }

    /** The lines of all spooled events. */
    static List<String> lines(SegmentSpool spool) {
        List<String> lines = new ArrayList<>();
        List<Spool.Stored> records = spool.read(1 << 20);
        while (!records.isEmpty()) {
            records.forEach(each -> lines.add(line(each)));
            records = spool.read(1 << 20);
        }
        return lines;
    }

    List<Path> files(String suffix) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> path.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /** The only file with this suffix. */
    Path file(String suffix) throws IOException {
        List<Path> files = files(suffix);
        if (files.size() != 1) {
            throw new AssertionError("not a single file: " + files);
        }
        return files.get(0);
    }

    /** The folder of the only process. */
    Path folder() throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(path -> path.getFileName().toString().matches("\\d{13}-.*"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    void deleteFolder() throws IOException {
        Path folder = folder();
        for (Path file : new FileDisk().list(folder)) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    /** The size of all files. */
    long bytesOnDisk() throws IOException {
        long bytes = 0;
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(path);
            }
        }
        return bytes;
    }

    @Override
    public void recovered(long events) {
        recovered += events;
    }

    @Override
    public void evicted(long events) {
        evicted += events;
    }

    @Override
    public void damaged(long events) {
        damaged += events;
    }

    @Override
    public void info(String message) {
        infos.add(message);
    }

    @Override
    public void warn(String key, String message) {
        warnings.add(message);
    }

    /** Appends and writes events whose lines are the numbers from 0 on. */
    void append(SegmentSpool spool, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(spool.append(entry(Integer.toString(i)))).isNotEqualTo(Spool.NOT_ON_DISK);
        }
        spool.doWork(time.ticks());
    }

    /** Appends and writes events of a bit more than a kibibyte. Returns the position of the last. */
    long appendLarge(SegmentSpool spool, int count) {
        long last = -1;
        for (int i = 0; i < count; i++) {
            last = spool.append(entry(i + " " + "x".repeat(1 << 10)));
        }
        spool.doWork(time.ticks());
        return last;
    }

    /** The size of the segments and corrupt files in the folder of the youngest process. */
    long segmentBytes() throws IOException {
        long bytes = 0;
        Path own = files("lock").get(files("lock").size() - 1).resolveSibling("");
        for (Path file : new FileDisk().list(own)) {
            bytes += Segments.isSegment(file) || Segments.isCorrupt(file) ? Files.size(file) : 0;
        }
        return bytes;
    }
}
