package io.fapilog.spi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * A value that no message shows: given as it is, as {@code env:NAME}, or as {@code file:/path}, whose content (less
 * trailing white space) is read again when the file changes. Not thread-safe.
 */
public final class Secret {
    private static final long MOST_BYTES = 1 << 20;

    private final @Nullable Path file;
    private String value;
    private @Nullable FileTime modified;

    private Secret(@Nullable Path file, String value) {
        this.file = file;
        this.value = value;
    }

    /**
     * Resolves {@code reference}.
     *
     * @throws IllegalArgumentException when the variable is not set or the file cannot be read
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

    /** The value as last read. */
    public String value() {
        return value;
    }

    /**
     * Reads the file again when it has changed; keeps the value when it cannot be read.
     *
     * @return whether the value is another now
     */
    public boolean refresh() {
        if (file == null) {
            return false;
        }
        try {
            FileTime now = Files.getLastModifiedTime(file);
            if (now.equals(modified)) {
                return false;
            }
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
        FileTime time = Files.getLastModifiedTime(path);
        if (Files.size(path) > MOST_BYTES) {
            throw new IOException("larger than " + Quantities.show(MOST_BYTES));
        }
        value = Files.readString(path).stripTrailing();
        modified = time;
    }
}
