package io.fapilog.cli;

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
 * A file that grows, as {@code tail -F} sees it: when another file takes its name, what is left of the first is read
 * and then the other from its beginning; when it becomes shorter, it is read from its beginning again. For one thread.
 */
final class FollowedFile implements Closeable {
    private static final int MOST_AT_ONCE = 10_000;

    private final Path path;
    private final LineReader lines;
    private final AtomicLong consumed;
    private SeekableByteChannel channel;
    private InputStream stream;
    private @Nullable Object key;

    FollowedFile(Path path, LineReader lines, AtomicLong consumed) throws IOException {
        this.path = path;
        this.lines = lines;
        this.consumed = consumed;
        this.key = keyOf(path);
        this.channel = Files.newByteChannel(path);
        this.stream = Channels.newInputStream(channel);
    }

    /**
     * Reads whole lines, as far as the file goes now but not more than some thousand.
     *
     * @return whether there was anything
     */
    boolean read(Consumer<String> consumer) throws IOException {
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
        return count > 0 || progress > 0 || (atEnd && hasTurned(consumer));
    }

    /** Hands over a line that has no line feed yet. */
    void finish(Consumer<String> consumer) {
        String rest = lines.rest();
        if (rest != null) {
            consumer.accept(rest);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Looks, at the end of what is open, whether there is now something else to read under the name. */
    private boolean hasTurned(Consumer<String> consumer) throws IOException {
        try {
            Object present = keyOf(path);
            if (!Objects.equals(present, key)) {
                reopen(present, consumer);
                return true;
            }
            if (Files.size(path) < channel.position()) {
                finish(consumer);
                channel.position(0);
                return true;
            }
        } catch (NoSuchFileException e) {
            // Between the two steps of a rotation; it will come back.
        }
        return false;
    }

    private void reopen(@Nullable Object present, Consumer<String> consumer) throws IOException {
        SeekableByteChannel next = Files.newByteChannel(path);
        for (String line = lines.next(stream); line != null; line = lines.next(stream)) {
            consumer.accept(line);
        }
        finish(consumer);
        channel.close();
        channel = next;
        stream = Channels.newInputStream(next);
        key = present;
    }

    /** What stays the same when a file is renamed; null where the file system knows nothing of the kind. */
    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
