package io.fapilog.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A value that no message contains: a literal, or a reference {@code env:NAME} or {@code file:/path}. The content of a
 * file (at most 1 MiB, without trailing white space) can be {@linkplain #refresh read again}. Not thread-safe.
 */
public final class Secret {
    private static final long MOST_BYTES = 1 << 20;

    private final @Nullable Path file;
    private String value;

    private Secret(@Nullable Path file, String value) {
        this.file = file;
        this.value = value;
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
            return new Secret(null, value);
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
        return value;
    }

    /**
     * Reads the file again, whatever its time stamp, since two changes may have the same one. If it cannot be read, the
     * value stays. Blocks as long as the file system does.
     *
     * @return whether the value has changed
     */
    public boolean refresh() {
        if (file == null) {
            return false;
        }
        try {
            String before = value;
            read(file);
            return !before.equals(value);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "***";
    }

    private static Secret ofFile(String path) {
        try {
            Path file = Path.of(path);
            Secret secret = new Secret(file, "");
            secret.read(file);
            return secret;
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "the file " + path + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private void read(Path path) throws IOException {
        if (Files.size(path) > MOST_BYTES) {
            throw new IOException("larger than " + Quantities.show(MOST_BYTES));
        }
        value = Files.readString(path).stripTrailing();
    }
}
