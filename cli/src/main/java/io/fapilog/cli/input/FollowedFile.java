package io.fapilog.cli.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A growing file that is read as {@code tail -F} reads it. If the file is replaced by another one of its name, the rest
 * of the first is read and then the other from its beginning. If the file is truncated, it is read from its beginning.
 * Not thread-safe.
 */
public final class FollowedFile implements Closeable {
    private static final int MOST_AT_ONCE = 10_000;

    private final Path path;
    private final LineReader lines;
    private final AtomicLong consumed;
    private SeekableByteChannel channel;
    private InputStream stream;
    private @Nullable Object key;

    public FollowedFile(Path path, LineReader lines, AtomicLong consumed) throws IOException {
        this.path = path;
        this.lines = lines;
        this.consumed = consumed;
        this.key = keyOf(path);
        this.channel = Files.newByteChannel(path);
        this.stream = Channels.newInputStream(channel);
    }

    /**
     * Reads whole lines up to the current end of the file, but at most {@value #MOST_AT_ONCE} of them.
     *
     * @return whether anything was read, or the file was replaced or truncated
     */
    public boolean read(Consumer<String> consumer) throws IOException {
        long before = channel.position();
        int count = 0;
        boolean atEnd = false;
        while (count < MOST_AT_ONCE && !atEnd) {
            String line = lines.next(stream);
            if (line == null) {
                atEnd = true;
            } else {
                consumer.accept(line);
                count++;
            }
        }
        long progress = channel.position() - before;
        consumed.addAndGet(progress);
        return count > 0 || progress > 0 || (atEnd && reopenIfReplaced(consumer));
    }

    /** Passes on the last line if it has no line feed. */
    public void finish(Consumer<String> consumer) {
        String rest = lines.rest();
        if (rest != null) {
            consumer.accept(rest);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** At the end of the open file, begins with the file that has replaced it, or with its beginning if truncated. */
    private boolean reopenIfReplaced(Consumer<String> consumer) throws IOException {
        try {
            Object current = keyOf(path);
            if (!Objects.equals(current, key)) {
                reopen(current, consumer);
                return true;
            }
            if (Files.size(path) < channel.position()) {
                finish(consumer);
                channel.position(0);
                return true;
            }
        } catch (NoSuchFileException e) {
            // A rotation is in progress; the file will exist again.
        }
        return false;
    }

    private void reopen(@Nullable Object newKey, Consumer<String> consumer) throws IOException {
        SeekableByteChannel next = Files.newByteChannel(path);
        for (String line = lines.next(stream); line != null; line = lines.next(stream)) {
            consumer.accept(line);
        }
        finish(consumer);
        channel.close();
        channel = next;
        stream = Channels.newInputStream(next);
        key = newKey;
    }

    /** The identity of a file, which a rename does not change; null if the file system has none. */
    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
