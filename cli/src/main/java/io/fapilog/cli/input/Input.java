package io.fapilog.cli.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A source of lines: a file, which is decompressed if its name ends with {@code .gz}, or standard input.
 *
 * @param name the name for messages
 * @param path the file, or null for standard input
 */
public record Input(String name, @Nullable Path path) {
    private static final String COMPRESSED = ".gz";

    /**
     * The input that is given as {@code name} on the command line; {@code -} is standard input.
     *
     * @throws IllegalArgumentException if it cannot be read, with the reason
     */
    public static Input of(String name) {
        if (name.equals("-")) {
            return new Input("standard input", null);
        }
        String violation = violation(name);
        if (violation != null) {
            throw new IllegalArgumentException(violation);
        }
        return new Input(name, Path.of(name));
    }

    private static @Nullable String violation(String name) {
        if (name.contains("://")) {
            return name.substring(0, name.indexOf("://")) + "://… is a sink, not a file; put --to before it";
        }
        try {
            Path path = Path.of(name);
            if (!Files.exists(path)) {
                return "there is no file " + name;
            }
            if (Files.isDirectory(path)) {
                return name + " is a directory; name files";
            }
            return Files.isReadable(path) ? null : name + " cannot be read: permission denied";
        } catch (InvalidPathException e) {
            return name + " is not a valid file name";
        }
    }

    /** The file. Not available for standard input. */
    public Path file() {
        return Objects.requireNonNull(path, "standard input is not a file");
    }

    /** The logger of the lines that name none. */
    public String logger() {
        if (path == null) {
            return "stdin";
        }
        String file = String.valueOf(path.getFileName());
        return isCompressed() ? file.substring(0, file.length() - COMPRESSED.length()) : file;
    }

    /** Whether it is decompressed when it is read. */
    public boolean isCompressed() {
        return name.endsWith(COMPRESSED);
    }

    /** The size in bytes, or -1 if it is unknown. */
    public long size() {
        try {
            return path != null && Files.isRegularFile(path) ? Files.size(path) : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    /** Opens it. The number of bytes read, before decompression, is added to {@code consumed}. */
    public InputStream open(AtomicLong consumed) throws IOException {
        if (path == null) {
            return new Counted(System.in, consumed);
        }
        InputStream file = new Counted(Files.newInputStream(path), consumed);
        return isCompressed() ? decompressed(file) : file;
    }

    private static InputStream decompressed(InputStream file) throws IOException {
        try {
            return new GZIPInputStream(file, 64 << 10);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Counts the bytes that are read. */
    private static final class Counted extends FilterInputStream {
        private final AtomicLong count;

        Counted(InputStream in, AtomicLong count) {
            super(in);
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                count.incrementAndGet();
            }
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            if (read > 0) {
                count.addAndGet(read);
            }
            return read;
        }
    }
}
