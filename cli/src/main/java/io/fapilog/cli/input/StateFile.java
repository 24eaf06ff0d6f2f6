package io.fapilog.cli.input;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file in which a shipment keeps how much of each file was delivered. It is replaced as a whole, so it is never
 * incomplete, whenever the process or the machine ends. One process uses it at a time. A file that is not such a file is
 * refused and not touched.
 */
public final class StateFile implements Closeable {
    private static final String FORMAT = "fapilog ship state 1";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private final Path path;
    private final FileChannel lockFile;
    private final List<FileEntry> entries;

    private StateFile(Path path, FileChannel lockFile, List<FileEntry> entries) {
        this.path = path;
        this.lockFile = lockFile;
        this.entries = entries;
    }

    /**
     * Opens the state, which need not exist.
     *
     * @throws IOException if it cannot be used, with the reason and the mend
     */
    public static StateFile open(Path path) throws IOException {
        FileChannel lockFile = lock(path);
        try {
            List<FileEntry> entries = read(path);
            StateFile state = new StateFile(path, lockFile, entries);
            state.write(entries);
            return state;
        } catch (IOException e) {
            lockFile.close();
            throw e;
        }
    }

    /** What it contained when it was opened. */
    List<FileEntry> entries() {
        return entries;
    }

    /** Replaces the content. After a crash, the file has either the content before or this one. */
    void write(List<FileEntry> content) throws IOException {
        byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(new Content(FORMAT, content));
        Path next = sibling(path, ".new");
        try (FileChannel file = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
            file.force(true);
        }
        replace(next);
    }

    /** Lets another process use it. */
    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private void replace(Path next) throws IOException {
        try {
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(next, path, StandardCopyOption.REPLACE_EXISTING);
        }
        forceDirectory();
    }

    /** Makes the rename permanent, on systems that can open a directory. */
    private void forceDirectory() {
        Path parent = path.toAbsolutePath().getParent();
        try (FileChannel directory = FileChannel.open(parent == null ? path : parent, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            // Windows opens no directories; its rename is permanent without this.
        }
    }

    /** The lock is on a file of its own, since the state itself is replaced. It ends with the process. */
    private static FileChannel lock(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(sibling(path, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another shipment in this JVM has it; reported below.
        } finally {
            if (lock == null) {
                file.close();
            }
        }
        if (lock == null) {
            throw new IOException("another fapilog ship uses the state " + path + "; give each its own");
        }
        return file;
    }

    private static List<FileEntry> read(Path path) throws IOException {
        if (!Files.exists(path) || Files.size(path) == 0) {
            return List.of();
        }
        Content content = parse(path);
        if (content == null || !FORMAT.equals(content.format()) || content.files() == null) {
            throw new IOException(path + " is not a state of fapilog ship, or is damaged; give another file, or remove"
                    + " it to ship all files from their beginning");
        }
        return List.copyOf(content.files());
    }

    private static @Nullable Content parse(Path path) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(path), Content.class);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static Path sibling(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    /** The content of the file. */
    private record Content(String format, @Nullable List<FileEntry> files) {}
}
