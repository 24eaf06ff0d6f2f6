package io.fapilog.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The real file system, with failures, ends of processes and power failures on demand. As strict as Windows: no file is
 * deleted, moved or truncated while a process writes it.
 */
final class TestDisk implements Disk {
    /** All operations so far, such as {@code write}. */
    final List<String> operations = new ArrayList<>();
    /** Whether an operation fails; called after its name was added to {@link #operations}. */
    Predicate<String> failing = operation -> false;

    private final FileDisk real = new FileDisk();
    private final List<Closeable> closeables = new ArrayList<>();
    private final Map<Path, long[]> writing = new HashMap<>();
    private final Map<Path, Long> forced = new HashMap<>();

    /** The process is killed: its locks end, and unwritten events are gone. */
    void kill() throws IOException {
        for (Closeable each : closeables) {
            each.close();
        }
        closeables.clear();
        writing.clear();
    }

    /** The machine loses power: unforced bytes are gone, too. */
    void failPower() throws IOException {
        kill();
        for (Map.Entry<Path, Long> file : forced.entrySet()) {
            if (real.exists(file.getKey()) && real.size(file.getKey()) > file.getValue()) {
                real.truncate(file.getKey(), file.getValue());
            }
        }
        forced.clear();
    }

    @Override
    public boolean exists(Path path) {
        return real.exists(path);
    }

    @Override
    public boolean isDirectory(Path path) {
        return real.isDirectory(path);
    }

    @Override
    public boolean isRegularFile(Path path) {
        return real.isRegularFile(path);
    }

    @Override
    public boolean isOwnedLike(Path own, Path folder) throws IOException {
        return real.isOwnedLike(own, folder);
    }

    @Override
    public long lastModified(Path file) throws IOException {
        return real.lastModified(file);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        step("list");
        return real.list(directory);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        step("createDirectories");
        real.createDirectories(directory);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        step("createDirectory");
        real.createDirectory(directory);
    }

    @Override
    public Output create(Path file) throws IOException {
        step("create");
        Output output = real.create(file);
        closeables.add(output);
        writing.put(file, new long[1]);
        forced.put(file, 0L);
        return new TestOutput(file, output);
    }

    @Override
    public long size(Path file) throws IOException {
        step("size");
        return real.size(file);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        step("read");
        return real.read(file);
    }

    @Override
    public void force(Path file) throws IOException {
        step("force", file);
        real.force(file);
        forced.put(file, real.size(file));
    }

    @Override
    public void truncate(Path file, long length) throws IOException {
        step("truncate", file);
        real.truncate(file, length);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step("move", from);
        real.move(from, to);
        Long length = forced.remove(from);
        if (length != null) {
            // A renamed temporary file counts as forced.
            forced.put(to, from.toString().endsWith(".tmp") ? Long.MAX_VALUE : length);
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        step("delete", path);
        real.delete(path);
        forced.remove(path);
    }

    @Override
    public @Nullable Closeable lock(Path file) throws IOException {
        step("lock");
        Closeable lock = real.lock(file);
        if (lock != null) {
            closeables.add(lock);
        }
        return lock;
    }

    private void step(String operation) throws IOException {
        operations.add(operation);
        if (failing.test(operation)) {
            throw new IOException("the disk refuses to " + operation);
        }
    }

    private void step(String operation, Path path) throws IOException {
        if (writing.containsKey(path)) {
            throw new IOException(path + " is in use by a process");
        }
        step(operation);
    }

    private final class TestOutput implements Output {
        private final Path file;
        private final Output output;

        TestOutput(Path file, Output output) {
            this.file = file;
            this.output = output;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            try {
                step("write");
            } catch (IOException e) {
                // A full disk stores a part.
                output.write(bytes.slice(0, bytes.remaining() / 2));
                throw e;
            }
            long[] length = writing.getOrDefault(file, new long[1]);
            length[0] += bytes.remaining();
            output.write(bytes);
        }

        @Override
        public void force() throws IOException {
            step("force");
            output.force();
            forced.put(file, writing.getOrDefault(file, new long[1])[0]);
        }

        @Override
        public void close() throws IOException {
            writing.remove(file);
            output.close();
            step("close");
        }
    }
}
