package io.fapilog.devloki;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stored entries on disk: files of records, one record a push, in order of arrival. Beyond the limit of bytes the
 * oldest files are deleted. One process at a time may use a folder; other files in it are left alone. Thread-safe.
 *
 * <p>What is appended is with the operating system when the call returns. It survives the end of the process by any
 * means, but not always that of the machine, since nothing is forced to the disk.
 */
final class DataFolder {
    /** There are at least so many files when the limit is reached, so that this part of the data goes at once. */
    private static final int FILES = 8;

    private final Path directory;
    private final long maxBytes;
    private final Deque<DataFile> files = new ArrayDeque<>();
    /** The record that is being written. It remains after a failure, and the next call writes it again. */
    private final RecordWriter pending = new RecordWriter();

    private long olderBytes;
    private @Nullable FileChannel lock;
    private @Nullable RandomAccessFile newest;
    /** The bytes of the newest file that are complete records. */
    private long length;

    private long restored;
    private long damaged;

    private DataFolder(Path directory, long maxBytes) {
        this.directory = directory;
        this.maxBytes = maxBytes;
    }

    /**
     * Opens a folder, which is created if it is missing, and reads what is in it. An incomplete record at the end of the
     * newest file, as a killed process leaves it, is cut off.
     *
     * @throws IllegalArgumentException if it cannot be used; the message says why and what to do
     */
    static DataFolder open(Path directory, long maxBytes, Consumer<RecordReader.Content> receiver) {
        DataFolder folder = new DataFolder(directory, maxBytes);
        try {
            folder.acquire();
            folder.load(receiver);
            return folder;
        } catch (IOException e) {
            folder.close();
            throw unusable(directory, e);
        } catch (IllegalArgumentException e) {
            folder.close();
            throw e;
        }
    }

    private static IllegalArgumentException unusable(Path directory, IOException cause) {
        return new IllegalArgumentException(
                "the data folder " + directory + " cannot be used: " + cause + "; choose one that can be written",
                cause);
    }

    /** What was read when the folder was opened. */
    synchronized Restored restored() {
        return new Restored(restored, damaged);
    }

    /**
     * Opens a closed folder again, with a new file. Has no effect on an open one.
     *
     * @throws IllegalArgumentException if it cannot be used; the message says why and what to do
     */
    synchronized void reopen() {
        if (newest != null) {
            return;
        }
        try {
            acquire();
            list();
            begin(nextNumber());
            countOlder();
        } catch (IOException e) {
            close();
            throw unusable(directory, e);
        }
    }

    /** Writes the record that a failure has left, if any. */
    synchronized void flush() throws IOException {
        if (newest == null) {
            throw new IOException("the data folder " + directory + " is closed");
        }
        if (pending.size() > 0) {
            write();
        }
    }

    /** Appends the entries of one push, after {@link #flush}. */
    synchronized void append(String tenant, List<CheckedStream> streams) throws IOException {
        if (!streams.isEmpty()) {
            pending.set(tenant, streams);
            write();
        }
    }

    /** Deletes everything. */
    synchronized void clear() {
        pending.clear();
        try {
            int next = nextNumber();
            closeNewest();
            while (!files.isEmpty()) {
                Files.deleteIfExists(files.remove().path());
            }
            begin(next);
            countOlder();
        } catch (IOException e) {
            throw new UncheckedIOException("DevLoki cannot delete the data in " + directory, e);
        }
    }

    /** Closes the files and lets other processes use the folder. Has no effect on a closed one. */
    synchronized void close() {
        try {
            closeNewest();
            FileChannel held = lock;
            lock = null;
            if (held != null) {
                held.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("DevLoki cannot close its data folder " + directory, e);
        }
    }

    private void closeNewest() throws IOException {
        RandomAccessFile file = newest;
        newest = null;
        if (file != null) {
            file.close();
        }
    }

    private void acquire() throws IOException {
        Files.createDirectories(directory);
        FileChannel channel = FileChannel.open(
                directory.resolve("devloki.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new IllegalArgumentException("the data folder " + directory
                    + " is in use by another DevLoki; end that one or choose another data folder");
        }
        lock = channel;
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            // The lock ends with its channel.
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void list() throws IOException {
        files.clear();
        try (Stream<Path> paths = Files.list(directory)) {
            paths.filter(DataFile::hasName)
                    .map(DataFile::of)
                    .sorted(Comparator.comparingInt(DataFile::number))
                    .forEach(files::add);
        }
    }

    private synchronized void load(Consumer<RecordReader.Content> receiver) throws IOException {
        list();
        RecordReader reader = new RecordReader();
        long good = 0;
        for (DataFile file : files) {
            good = file.read(reader, content -> {
                restored += content.streams().stream()
                        .mapToLong(stream -> stream.entries().size())
                        .sum();
                receiver.accept(content);
            });
            damaged += Files.size(file.path()) - good;
        }
        if (good == 0) {
            begin(nextNumber());
        } else {
            resume(files.getLast(), good);
        }
        countOlder();
    }

    /** Continues a file after its first {@code good} bytes. */
    private void resume(DataFile file, long good) throws IOException {
        RandomAccessFile opened = new RandomAccessFile(file.path().toFile(), "rw");
        newest = opened;
        opened.setLength(good);
        length = good;
    }

    private int nextNumber() {
        return files.isEmpty() ? 1 : files.getLast().number() + 1;
    }

    /** Begins a new file. After an exception, the file before is still the newest one. */
    private void begin(int number) throws IOException {
        DataFile file = DataFile.of(directory, number);
        RandomAccessFile opened = new RandomAccessFile(file.path().toFile(), "rw");
        try {
            opened.setLength(0);
            opened.write(DataFile.mark());
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        newest = opened;
        files.add(file);
        length = DataFile.mark().length;
    }

    private void write() throws IOException {
        if (length > DataFile.mark().length && length + pending.size() > maxBytes / FILES) {
            rotate();
        }
        while (files.size() > 1 && olderBytes + length + pending.size() > maxBytes) {
            deleteOldest();
        }
        RandomAccessFile file = newest;
        if (file != null) {
            file.seek(length);
            pending.writeTo(file);
            length += pending.size();
            pending.clear();
        }
    }

    private void rotate() throws IOException {
        RandomAccessFile full = newest;
        begin(nextNumber());
        countOlder();
        if (full != null) {
            full.close();
        }
    }

    private void deleteOldest() throws IOException {
        Files.deleteIfExists(files.remove().path());
        countOlder();
    }

    private void countOlder() throws IOException {
        long bytes = 0;
        for (DataFile file : files) {
            boolean older = file.number() != files.getLast().number();
            bytes += older && Files.exists(file.path()) ? Files.size(file.path()) : 0;
        }
        olderBytes = bytes;
    }
}
