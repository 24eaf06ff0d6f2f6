package io.fapilog.spool;

import io.fapilog.FaultPlan;
import io.fapilog.spi.Spool;
import io.fapilog.spi.SpoolProvider;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A disk that loses unforced bytes when the power fails, and that fails by plan. It is as strict as Windows: an open
 * file cannot be deleted, moved or truncated.
 */
public final class MemoryDisk implements Disk {
    private final FaultPlan plan;
    private final NavigableMap<Path, Content> files = new TreeMap<>();
    private final Set<Path> directories = new TreeSet<>();
    private final Set<Path> locks = new HashSet<>();
    /** The number of the current process. Operations on files that a dead process opened have no effect. */
    private int process;
    /** The number of writes so far, which stands for the time. */
    private long writes;

    /** An empty disk. */
    public MemoryDisk(FaultPlan plan) {
        this.plan = plan;
        directories.add(Path.of("/"));
    }

    /** Creates spools of at most {@code maxBytes} on this disk, which may be below the smallest size for operators. */
    public SpoolProvider provider(long maxBytes) {
        return (settings, context) -> new SegmentSpool(
                new Spool.Settings(
                        settings.directory(),
                        maxBytes,
                        settings.sync(),
                        settings.evict(),
                        settings.destination(),
                        settings.adoptAll()),
                context,
                this);
    }

    /** Ends the process and releases its locks. */
    public void kill() {
        process++;
        locks.clear();
        files.values().forEach(content -> content.open = false);
    }

    /** Ends the machine: some or all of the unforced bytes are lost. */
    public void cutPower() {
        kill();
        for (Content content : files.values()) {
            content.length = content.forced + plan.below(content.length - content.forced + 1);
            content.forced = content.length;
        }
        files.values().removeIf(content -> content.length == 0 && plan.below(2) == 0);
    }

    /** Whether a power failure would lose nothing. */
    public boolean isForced() {
        return files.entrySet().stream()
                .allMatch(
                        file -> !Segments.isSegment(file.getKey()) || file.getValue().forced == file.getValue().length);
    }

    /** Whether a power failure would lose nothing that the current process has written. */
    public boolean isOwnForced() {
        return files.values().stream()
                .allMatch(content -> content.maker != process || content.forced == content.length);
    }

    /** Whether any events are left. */
    public boolean hasSegments() {
        return files.keySet().stream().anyMatch(Segments::isSegment);
    }

    /**
     * Flips one bit of a segment.
     *
     * @return the number of events that may be lost without detection: only its head identifies the last record of a
     *     file
     */
    public int turnBit() {
        List<Path> segments =
                files.keySet().stream().filter(Segments::isSegment).toList();
        if (segments.isEmpty()) {
            return 0;
        }
        Content content = files.get(segments.get(plan.below(segments.size())));
        if (content == null || content.length == 0) {
            return 0;
        }
        int at = plan.below(content.length);
        SegmentScan scan = new SegmentScan(content.copy());
        boolean isPayload = false;
        while (scan.next()) {
            isPayload |= at >= scan.from() && at < scan.to();
        }
        content.bytes[at] ^= (byte) (1 << plan.below(8));
        return isPayload ? 0 : 1;
    }

    @Override
    public boolean exists(Path path) {
        return files.containsKey(path) || directories.contains(path);
    }

    @Override
    public boolean isDirectory(Path path) {
        return directories.contains(path);
    }

    @Override
    public boolean isRegularFile(Path path) {
        return files.containsKey(path);
    }

    @Override
    public boolean isOwnedLike(Path own, Path folder) {
        return true;
    }

    @Override
    public long lastModified(Path file) throws IOException {
        return content(file).modified;
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        plan.disk("list");
        if (!isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        return children(directory);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        plan.disk("create directories");
        for (Path path = directory; path != null; path = path.getParent()) {
            directories.add(path);
        }
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        plan.disk("create a directory");
        if (exists(directory)) {
            throw new FileAlreadyExistsException(directory.toString());
        }
        directories.add(directory);
    }

    @Override
    public Output create(Path file) throws IOException {
        plan.disk("create");
        if (exists(file) || !hasPlace(file)) {
            throw new IOException(file + " is there already, or has no place");
        }
        Content content = new Content();
        content.open = true;
        content.maker = Segments.isSegment(file) ? process : -1;
        files.put(file, content);
        return new MemoryOutput(content, process);
    }

    @Override
    public long size(Path file) throws IOException {
        plan.disk("size");
        return content(file).length;
    }

    @Override
    public byte[] read(Path file) throws IOException {
        plan.disk("read");
        return content(file).copy();
    }

    @Override
    public void force(Path file) throws IOException {
        plan.disk("force");
        Content content = closed(file);
        content.forced = content.length;
    }

    @Override
    public void truncate(Path file, long length) throws IOException {
        plan.disk("truncate");
        Content content = closed(file);
        content.length = (int) Math.min(content.length, length);
        content.forced = Math.min(content.forced, content.length);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        plan.disk("move");
        Content content = closed(from);
        files.remove(from);
        files.put(to, content);
    }

    @Override
    public void delete(Path path) throws IOException {
        plan.disk("delete");
        if (files.containsKey(path)) {
            closed(path);
            files.remove(path);
        } else if (!children(path).isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        } else {
            directories.remove(path);
        }
    }

    @Override
    public @Nullable Closeable lock(Path file) throws IOException {
        plan.disk("lock");
        if (!hasPlace(file)) {
            throw new NoSuchFileException(file.toString());
        }
        Content content = files.computeIfAbsent(file, any -> new Content());
        if (!locks.add(file)) {
            return null;
        }
        content.open = true;
        int owner = process;
        return () -> {
            if (owner == process) {
                content.open = false;
                locks.remove(file);
            }
        };
    }

    private boolean hasPlace(Path file) {
        Path directory = file.getParent();
        return directory != null && isDirectory(directory);
    }

    private List<Path> children(Path directory) {
        Set<Path> children = new TreeSet<>();
        for (Set<Path> all : List.of(files.keySet(), directories)) {
            all.stream().filter(path -> directory.equals(path.getParent())).forEach(children::add);
        }
        return List.copyOf(children);
    }

    private Content content(Path file) throws IOException {
        Content content = files.get(file);
        if (content == null) {
            throw new NoSuchFileException(file.toString());
        }
        return content;
    }

    private Content closed(Path file) throws IOException {
        Content content = content(file);
        if (content.open) {
            throw new IOException(file + " is in use by a process");
        }
        return content;
    }

    /** The content of a file. */
    private static final class Content {
        private byte[] bytes = new byte[1 << 10];
        private int length;
        private int forced;
        private boolean open;
        private long modified;
        /** The process that writes this segment. */
        private int maker = -1;

        void append(ByteBuffer source, int count) {
            if (bytes.length - length < count) {
                bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
            }
            source.get(bytes, length, count);
            length += count;
        }

        byte[] copy() {
            return Arrays.copyOf(bytes, length);
        }
    }

    private final class MemoryOutput implements Output {
        private final Content content;
        private final int owner;

        MemoryOutput(Content content, int owner) {
            this.content = content;
            this.owner = owner;
        }

        @Override
        public void write(ByteBuffer source) throws IOException {
            boolean whole = false;
            try {
                plan.disk("write");
                whole = true;
            } finally {
                // A full disk writes only a part.
                content.append(source, whole ? source.remaining() : plan.below(source.remaining() + 1));
                content.modified = ++writes;
            }
        }

        @Override
        public void force() throws IOException {
            plan.disk("force");
            content.forced = content.length;
        }

        @Override
        public void close() throws IOException {
            content.open = owner != process && content.open;
            plan.disk("close");
        }
    }
}
