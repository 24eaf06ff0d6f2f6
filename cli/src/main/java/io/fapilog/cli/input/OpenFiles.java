package io.fapilog.cli.input;

import io.fapilog.cli.input.FollowedFile.LineSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The files that are open, and those that have ended but exist, by their keys and by the name for which they were opened.
 * For one thread at a time, except {@link #all}.
 */
final class OpenFiles {
    private final LineSource source;
    private final KnownFiles known;
    private final boolean named;
    private final List<FollowedFile> files = new CopyOnWriteArrayList<>();
    private final Map<Object, List<FollowedFile>> byKey = new HashMap<>();
    private final Map<Path, FollowedFile> newest = new HashMap<>();

    OpenFiles(LineSource source, KnownFiles known, boolean named) {
        this.source = source;
        this.known = known;
        this.named = named;
    }

    /** All of them, in the order in which they were opened. For any thread. */
    List<FollowedFile> all() {
        return files;
    }

    /** Whether a file of this name was ever opened. */
    boolean hasOpened(Path base) {
        return newest.containsKey(base);
    }

    /** How many files of one name are open. */
    long count(Path base) {
        return files.stream()
                .filter(file -> !file.isFinished() && file.base().equals(base))
                .count();
    }

    /** The file at {@code path} if it is one of these: by its key, or where that is not enough, by its content. */
    @Nullable
    FollowedFile find(Path path, FileKeys.Key key, BasicFileAttributes attributes) throws IOException {
        for (FollowedFile file : byKey.getOrDefault(key.live(), List.of())) {
            if ((!key.isWeak() && !file.isFinished())
                    || isUnchanged(file, path, attributes)
                    || isSame(file, path, key)) {
                return file.isFinished() && attributes.size() > file.peak() ? reopened(file) : file;
            }
        }
        return null;
    }

    /** Opens the file at {@code path}, which has or had the name {@code base}, after the others of this name. */
    FollowedFile open(Path path, Path base, FileKeys.Key key) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return add(channel, path, base, key, known.claim(key, channel), newest.get(base));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Adds an open file that is read from {@code position} on, when {@code after} is read. */
    FollowedFile add(
            FileChannel channel, Path path, Path base, FileKeys.Key key, long position, @Nullable FollowedFile after)
            throws IOException {
        Origin origin = Origin.ofFile(base, named, source.counts().part(), position);
        FollowedFile file = new FollowedFile(key, base, path, origin, channel, position, source, after);
        newest.put(base, file);
        byKey.computeIfAbsent(key.live(), any -> new ArrayList<>()).add(file);
        files.add(file);
        return file;
    }

    /** Removes a file; if it is opened again, it is read from where it was read to. */
    void putBack(FollowedFile file) {
        FileEntry entry = file.knownEntry();
        if (entry != null) {
            known.add(entry);
        }
        forget(file);
    }

    /** Removes a file. */
    void forget(FollowedFile file) {
        files.remove(file);
        List<FollowedFile> same = byKey.getOrDefault(file.key().live(), new ArrayList<>());
        same.remove(file);
        if (same.isEmpty()) {
            byKey.remove(file.key().live());
        }
    }

    private FollowedFile reopened(FollowedFile file) throws IOException {
        putBack(file);
        return open(file.path(), file.base(), file.key());
    }

    private static boolean isUnchanged(FollowedFile file, Path path, BasicFileAttributes attributes) {
        return path.equals(file.path())
                && attributes.lastModifiedTime().toMillis() == file.modified()
                && attributes.size() == file.peak();
    }

    /** A file that is still at its place is not at another one as well, however alike their contents are. */
    private static boolean isSame(FollowedFile file, Path path, FileKeys.Key key) throws IOException {
        if (key.isWeak() && !path.equals(file.path()) && !file.isFinished() && isStillThere(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return file.looksLike(channel);
        }
    }

    private static boolean isStillThere(FollowedFile file) throws IOException {
        if (!Files.exists(file.path())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            return file.looksLike(channel);
        }
    }
}
