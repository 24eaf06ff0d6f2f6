package io.fapilog.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lock file that this process has locked. Other processes see the lock; it ends with {@link #close} or with the
 * process.
 *
 * <p>On POSIX systems, a process loses its locks of a file as soon as it closes <i>any</i> descriptor of this file. So a
 * lock file must never be opened twice in a JVM, whichever class loader has loaded this class: the paths of the locked
 * files are kept as system properties, which all class loaders share. Adding a property is atomic, so that one caller
 * wins.
 *
 * <p>Who holds a lock may delete its file, and another process that had opened it before would then lock a file without
 * a name. Therefore the path must name the same file before and after.
 */
final class ProcessLock implements Closeable {
    private static final String PROPERTY = "io.fapilog.spool.locked.";

    private final String property;
    private final FileChannel channel;

    private ProcessLock(String property, FileChannel channel) {
        this.property = property;
        this.channel = channel;
    }

    /**
     * Locks {@code file}, and creates it if it is missing.
     *
     * @return null if the lock is held, by this process or another one
     */
    static @Nullable ProcessLock take(Path file, FileAttribute<?>... attributes) throws IOException {
        String property = PROPERTY + realPath(file);
        if (System.getProperties().putIfAbsent(property, "true") != null) {
            return null;
        }
        boolean held = false;
        try {
            FileChannel channel = lock(file, attributes);
            held = channel != null;
            return channel == null ? null : new ProcessLock(property, channel);
        } catch (OverlappingFileLockException e) {
            // The system properties were replaced while this process held the lock.
            held = true;
            return null;
        } finally {
            if (!held) {
                System.getProperties().remove(property);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            // Since the first close, somebody else may have locked the file.
            return;
        }
        try {
            channel.close();
        } finally {
            System.getProperties().remove(property);
        }
    }

    private static Path realPath(Path file) throws IOException {
        Path name = Objects.requireNonNull(file.getFileName(), "a lock file has a name");
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a lock file is in a folder");
        return folder.toRealPath().resolve(name);
    }

    private static @Nullable FileChannel lock(Path file, FileAttribute<?>... attributes) throws IOException {
        while (true) {
            Object key = keyOf(file, attributes);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            boolean open = false;
            try {
                boolean locked = channel.tryLock() != null;
                open = locked && isStill(file, key);
                if (open || !locked) {
                    return open ? channel : null;
                }
            } catch (OverlappingFileLockException e) {
                // The close of this channel would end the lock.
                open = true;
                throw e;
            } finally {
                if (!open) {
                    channel.close();
                }
            }
        }
    }

    /** The identity of {@code file}, which is created if it is missing. Null where the file system has none. */
    private static @Nullable Object keyOf(Path file, FileAttribute<?>... attributes) throws IOException {
        try {
            Files.createFile(file, attributes);
        } catch (FileAlreadyExistsException e) {
            // It is the usual case for the folder of another process.
        }
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isRegularFile()) {
            // Opening a pipe blocks.
            throw new IOException(file + " is not a regular file");
        }
        return found.fileKey();
    }

    private static boolean isStill(Path file, @Nullable Object key) throws IOException {
        try {
            return Objects.equals(
                    key,
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .fileKey());
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
