package io.fapilog.spool;

import io.fapilog.spi.Spool;
import io.fapilog.spi.SpoolProvider;
import io.fapilog.spool.MemoryDisk.Content;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A disk as one process sees it. It is as strict as Windows: an open file cannot be deleted, moved or truncated.
 */
public final class MountedDisk implements Disk {
    private final MemoryDisk disk;

    MountedDisk(MemoryDisk disk) {
        this.disk = disk;
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

    /** Ends the process, which releases its locks. */
    public void kill() {
        disk.locks.values().removeIf(owner -> owner == this);
        for (Content content : disk.files.values()) {
            content.user = content.user == this ? null : content.user;
        }
    }

    /** Whether a power failure would lose nothing that this process has written. */
    public boolean isForced() {
        return disk.files.values().stream()
                .allMatch(content -> content.maker != this || content.forced == content.length);
    }

    @Override
    public boolean exists(Path path) {
        return disk.files.containsKey(path) || disk.directories.contains(path);
    }

    @Override
    public boolean isDirectory(Path path) {
        return disk.directories.contains(path);
    }

    @Override
    public boolean isRegularFile(Path path) {
        return disk.files.containsKey(path);
    }

    @Override
    public boolean isOwnedLike(Path own, Path folder) {
        return true;
    }

    @Override
    public long lastModified(Path file) throws IOException {
        return disk.content(file).modified;
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        disk.plan.disk("list");
        if (!isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        return disk.children(directory);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        disk.plan.disk("create directories");
        for (Path path = directory; path != null; path = path.getParent()) {
            disk.directories.add(path);
        }
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        disk.plan.disk("create a directory");
        if (exists(directory)) {
            throw new FileAlreadyExistsException(directory.toString());
        }
        disk.directories.add(directory);
    }

    @Override
    public Output create(Path file) throws IOException {
        disk.plan.disk("create");
        if (exists(file) || !disk.hasPlace(file)) {
            throw new IOException(file + " is there already, or has no place");
        }
        Content content = new Content();
        content.user = this;
        content.maker = Segments.isSegment(file) ? this : null;
        disk.files.put(file, content);
        return new MemoryOutput(content);
    }

    @Override
    public long size(Path file) throws IOException {
        disk.plan.disk("size");
        return disk.content(file).length;
    }

    @Override
    public byte[] read(Path file) throws IOException {
        disk.plan.disk("read");
        return disk.content(file).copy();
    }

    @Override
    public void force(Path file) throws IOException {
        disk.plan.disk("force");
        Content content = disk.closed(file);
        content.forced = content.length;
    }

    @Override
    public void truncate(Path file, long length) throws IOException {
        disk.plan.disk("truncate");
        Content content = disk.closed(file);
        content.length = (int) Math.min(content.length, length);
        content.forced = Math.min(content.forced, content.length);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        disk.plan.disk("move");
        Content content = disk.closed(from);
        disk.files.remove(from);
        disk.files.put(to, content);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.plan.disk("delete");
        if (disk.files.containsKey(path)) {
            disk.closed(path);
            disk.files.remove(path);
        } else if (!disk.children(path).isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        } else {
            disk.directories.remove(path);
        }
    }

    @Override
    public @Nullable Closeable lock(Path file) throws IOException {
        disk.plan.disk("lock");
        if (!disk.hasPlace(file)) {
            throw new NoSuchFileException(file.toString());
        }
        Content content = disk.files.computeIfAbsent(file, any -> new Content());
        MountedDisk owner = disk.locks.putIfAbsent(file, this);
        if (owner != null) {
            return null;
        }
        content.user = this;
        return () -> {
            if (disk.locks.remove(file, this) || content.user == this) {
                content.user = null;
            }
        };
    }

    private final class MemoryOutput implements Output {
        private final Content content;

        MemoryOutput(Content content) {
            this.content = content;
        }

        @Override
        public void write(ByteBuffer source) throws IOException {
            boolean whole = false;
            try {
                disk.plan.disk("write");
                whole = true;
            } finally {
                // A full disk writes only a part.
                content.modified = ++disk.writes;
                content.append(source, whole ? source.remaining() : disk.plan.below(source.remaining() + 1));
            }
        }

        @Override
        public void force() throws IOException {
            disk.plan.disk("force");
            content.forced = content.length;
        }

        @Override
        public void close() throws IOException {
            content.user = content.user == MountedDisk.this ? null : content.user;
            disk.plan.disk("close");
        }
    }
}
