package io.fapilog.cli.input;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An argument of the command: standard input, a file or stream, or a pattern of files. A file is decompressed if its
 * name ends with {@code .gz}.
 *
 * @param name the name for messages
 * @param files the files, or null for standard input
 */
public record Input(String name, @Nullable FilePattern files) {
    private static final String COMPRESSED = ".gz";

    /**
     * The input that is given as {@code name} on the command line; {@code -} is standard input.
     *
     * @param follow whether it is followed, and so may come to exist later
     * @throws IllegalArgumentException if it cannot be read, with the reason
     */
    public static Input of(String name, boolean follow) {
        if (name.equals("-")) {
            require(!follow, "--follow needs uncompressed files; it cannot follow standard input");
            return new Input("standard input", null);
        }
        require(
                !name.contains("://"),
                name.replaceFirst("(?s)://.*", "") + "://… is a sink, not a file; put --to before it");
        FilePattern files = pattern(name);
        if (follow) {
            require(
                    files.isOpen() || !isCompressed(files.root()),
                    "--follow needs uncompressed files; it cannot follow " + name);
        } else {
            requireReadable(name, files);
        }
        return new Input(name, files);
    }

    /** The present files, or none for standard input. */
    public List<Path> paths() {
        return files == null ? List.of() : files.paths((path, e) -> {});
    }

    /** Whether it is decompressed when it is read. */
    static boolean isCompressed(Path path) {
        return path.toString().endsWith(COMPRESSED);
    }

    /** Whether the file can only be read from its beginning to its end: compressed files, pipes and devices. */
    public static boolean isStream(Path path) {
        return isCompressed(path) || (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path));
    }

    /** The logger of the lines of {@code path} that name none. */
    static String logger(Path path) {
        String file = String.valueOf(path.getFileName());
        return isCompressed(path) ? file.substring(0, file.length() - COMPRESSED.length()) : file;
    }

    /** The standard input, without a buffer, so that it says at any time how much can be read without waiting. */
    static InputStream standardInput() {
        return new FileInputStream(FileDescriptor.in);
    }

    /** The size in bytes, or -1 if it is unknown. */
    public long size() {
        long total = files == null ? -1 : 0;
        for (Path path : paths()) {
            long size = size(path);
            if (size < 0) {
                return -1;
            }
            total += size;
        }
        return total;
    }

    private static long size(Path path) {
        try {
            return Files.isRegularFile(path) ? Files.size(path) : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private static FilePattern pattern(String name) {
        try {
            return FilePattern.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    name + " is not a valid file name here; if it has letters beyond ASCII, set LC_ALL=C.UTF-8", e);
        }
    }

    private static void requireReadable(String name, FilePattern files) {
        if (files.isOpen()) {
            require(!files.paths((path, e) -> {}).isEmpty(), "there are no files in or like " + name);
        } else {
            require(Files.exists(files.root()), "there is no file " + name);
            require(Files.isReadable(files.root()), name + " cannot be read: permission denied");
        }
    }

    private static void require(boolean condition, String violation) {
        if (!condition) {
            throw new IllegalArgumentException(violation);
        }
    }
}
