package io.fapilog.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file system, as far as a spool uses it. A port, so that tests can make every call fail. */
interface Disk {
    /** A file that is being written. */
    interface Output extends Closeable {
        /** Writes all of {@code bytes}; if it throws, any part of them may be written. */
        void write(ByteBuffer bytes) throws IOException;

        /** Forces everything written to the disk. */
        void force() throws IOException;
    }

    /** Whether {@code path} is a file or directory. */
    boolean exists(Path path);

    /** Whether {@code path} is a directory; a link to one is not. */
    boolean isDirectory(Path path);

    /** Whether {@code path} is a regular file; a link to one is not. */
    boolean isRegularFile(Path path);

    /**
     * Whether {@code folder} belongs to the owner of {@code own}, a folder that this process has created, and nobody
     * but this owner and the group may write to it.
     */
    boolean isOwnedLike(Path own, Path folder) throws IOException;

    /** When a file was last written to, in milliseconds since the epoch. */
    long lastModified(Path file) throws IOException;

    /** The content of a directory, sorted by name. */
    List<Path> list(Path directory) throws IOException;

    /** Creates a directory and its missing parents, for their owner only. Does nothing if it exists. */
    void createDirectories(Path directory) throws IOException;

    /** Creates a directory for its owner only. Throws if it exists. */
    void createDirectory(Path directory) throws IOException;

    /** Creates a file for its owner only. Throws if it exists. */
    Output create(Path file) throws IOException;

    /** The size of a file in bytes. */
    long size(Path file) throws IOException;

    /** The content of a regular file. Throws for anything else, such as a pipe, which would block. */
    byte[] read(Path file) throws IOException;

    /** Forces a file to the disk, whichever process wrote it. */
    void force(Path file) throws IOException;

    /** Truncates a file to {@code length} bytes. */
    void truncate(Path file, long length) throws IOException;

    /** Renames a file atomically, and replaces {@code to} if it exists. */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file or an empty directory, if it exists. */
    void delete(Path path) throws IOException;

    /**
     * Locks a file, and creates it if it is missing. The lock ends with its close or with the process. A file that this
     * process has locked is not opened a second time: on POSIX systems that would end the lock.
     *
     * @return null if another process or another spool of this one has the lock
     */
    @Nullable
    Closeable lock(Path file) throws IOException;
}
