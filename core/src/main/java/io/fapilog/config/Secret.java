package io.fapilog.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value that no message contains: a literal, or a reference {@code env:NAME} or {@code file:/path}. The content of a
 * file (at most 1 MiB, without trailing white space) can be {@linkplain #refresh read again}; that of a variable is
 * without line ends at its end, which tools often add. Thread-safe.
 */
public final class Secret {
    /** What is shown in its place. */
    static final String HIDDEN = "***";

    private static final int MOST_BYTES = 1 << 20;

    private static final Pattern LINE_ENDS = Pattern.compile("[\\r\\n]+$");
    private static final int MOST_VALUES = 5;

    private final @Nullable Path file;
    /** The value, and those before it. */
    private volatile List<String> values;

    private Secret(@Nullable Path file, String value) {
        this.file = file;
        this.values = List.of(value);
    }

    /**
     * Resolves {@code reference}; a text that is no reference is the value itself.
     *
     * @throws IllegalArgumentException if the variable is not set or the file cannot be read
     */
    public static Secret of(String reference) {
        if (reference.startsWith("env:")) {
            String name = reference.substring("env:".length());
            String value = System.getenv(name);
            if (value == null) {
                throw new IllegalArgumentException("the environment variable " + name + " is not set");
            }
            return new Secret(null, LINE_ENDS.matcher(value).replaceFirst(""));
        }
        return reference.startsWith("file:")
                ? ofFile(reference.substring("file:".length()))
                : new Secret(null, reference);
    }

    /** A secret with this value, whatever it looks like. */
    static Secret literal(String value) {
        return new Secret(null, value);
    }

    /** The value as last read. */
    public String value() {
        return values.get(0);
    }

    /** The value and the last few before it, which a message must not contain either. */
    public List<String> values() {
        return values;
    }

    /**
     * Reads the file again, whatever its time stamp, since two changes may have the same one. If it cannot be read, the
     * value stays. Blocks as long as the file system does.
     *
     * @return whether the value has changed
     */
    public synchronized boolean refresh() {
        if (file == null) {
            return false;
        }
        try {
            String present = read(file);
            if (present.equals(value())) {
                return false;
            }
            values = Stream.concat(Stream.of(present), values.stream())
                    .distinct()
                    .limit(MOST_VALUES)
                    .toList();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return HIDDEN;
    }

    private static Secret ofFile(String path) {
        try {
            Path file = Path.of(path);
            return new Secret(file, read(file));
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "the file " + path + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static String read(Path path) throws IOException {
        byte[] content;
        // The size of a device or a pipe is not known before.
        try (InputStream in = Files.newInputStream(path)) {
            content = in.readNBytes(MOST_BYTES + 1);
        }
        if (content.length > MOST_BYTES) {
            throw new IOException("larger than " + Quantities.show(MOST_BYTES));
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content))
                .toString()
                .stripTrailing();
    }
}
