package io.fapilog.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a spool does with a file system. Every call may fail; a test makes it. */
interface Disk {
    /** A file that is being written. */
    interface Output extends Closeable {
        /** Writes all of {@code bytes}, or throws after a part of them. */
        void write(ByteBuffer bytes) throws IOException;

        /** Returns once everything written is on the disk itself. */
        void force() throws IOException;
    }

    /** Whether there is a file or directory called so. */
    boolean exists(Path path);

    /** Whether {@code path} is a directory, and not a link to one. */
    boolean isDirectory(Path path);

    /** What is in a directory, sorted by name. */
    List<Path> list(Path directory) throws IOException;

    /** Makes a directory, and those above it, unless it is there; for nobody but the user. */
    void createDirectories(Path directory) throws IOException;

    /** Makes a directory that is not there yet, for nobody but the user. */
    void createDirectory(Path directory) throws IOException;

    /** Makes a file that is not there yet, for nobody but the user. */
    Output create(Path file) throws IOException;

    /** How long a file is. */
    long size(Path file) throws IOException;

    /** The content of a file. */
    byte[] read(Path file) throws IOException;

    /** Returns once all of a file is on the disk itself, whoever wrote it. */
    void force(Path file) throws IOException;

    /** Cuts a file. */
    void truncate(Path file, long length) throws IOException;

    /** Gives a file another name at once, in place of one that has it. */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file or an empty directory, if it is there. */
    void delete(Path path) throws IOException;

    /**
     * Locks a file, which is made for this; null when somebody else has it. The lock ends with its close, or with the
     * process.
     */
    @Nullable
    Closeable lock(Path file) throws IOException;
}
