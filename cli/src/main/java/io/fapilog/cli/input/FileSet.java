package io.fapilog.cli.input;

import io.fapilog.Diagnostics;
import io.fapilog.cli.input.FollowedFile.LineSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The files that are read. Two threads use it. One {@linkplain #look looks} at the directories: it opens new files at
 * once and keeps renamed ones open, so that nothing is lost while the other thread is blocked, and finds what came and
 * went between two looks among the {@linkplain Family rotated files}. The other {@linkplain #turn reads}: from each file
 * in turn a part, from the older file of a name before the newer one.
 *
 * <p>What it cannot find: a file that was created, and deleted or compressed, between two looks; and what was written to
 * a file and truncated between two looks, unless it was copied before, as {@code logrotate} does: the copy is found and
 * read on. See {@link ReadBytes} about what is noticed of a truncation.
 */
public final class FileSet {
    private static final long QUIET = Duration.ofMinutes(5).toNanos();
    private static final long QUIET_WHEN_GONE = Duration.ofSeconds(10).toNanos();

    private final FileKeys keys;
    private final KnownFiles known;
    private final OpenFiles open;
    private final Rotations rotations;
    private final Troubles troubles;
    private final Diagnostics diagnostics;
    private final Map<Path, FollowedFile> current = new LinkedHashMap<>();
    private final Set<Path> unreadable = new HashSet<>();
    private final LongSupplier nanos;
    private boolean settled;

    private FileSet(Settings settings, KnownFiles known) {
        this.keys = settings.keys();
        this.known = known;
        this.diagnostics = settings.diagnostics();
        this.nanos = settings.nanos();
        this.troubles = new Troubles(diagnostics);
        LineSource source =
                new LineSource(settings.sinks(), settings.longest(), settings.encoding(), settings.counts());
        this.open = new OpenFiles(source, known, settings.named());
        this.rotations = new Rotations(settings, open, known, troubles);
    }

    /**
     * How files are read.
     *
     * @param sinks makes the consumer of each file
     * @param longest the length in bytes at which a line is cut
     * @param encoding of files that do not tell theirs by a byte order mark
     * @param counts counts what is read
     * @param named whether events have the name of their file as attributes
     * @param keys tells files apart
     * @param diagnostics is told what happens to the files
     * @param nanos the time as of {@link System#nanoTime}
     */
    public record Settings(
            Function<Origin, LineSink> sinks,
            int longest,
            TextEncoding encoding,
            ReadCounts counts,
            boolean named,
            FileKeys keys,
            Diagnostics diagnostics,
            LongSupplier nanos) {}

    /** No files yet; those that an earlier run has noted in {@code state} are continued. */
    public static FileSet of(Settings settings, @Nullable StateFile state) {
        List<FileEntry> entries = state == null ? List.of() : state.entries();
        return new FileSet(
                settings, new KnownFiles(entries, settings.keys(), settings.counts(), settings.diagnostics()));
    }

    /** Looks at the files of {@code patterns}: opens new ones, and sees to those that were renamed or deleted. */
    public synchronized void look(Collection<FilePattern> patterns) {
        Set<Path> present = new HashSet<>();
        for (FilePattern pattern : patterns) {
            for (Path path : pattern.paths(troubles::tell)) {
                if (!pattern.isOpen() || !Family.isCompressed(path)) {
                    present.add(path);
                    look(path);
                }
            }
        }
        for (Path path : List.copyOf(current.keySet())) {
            if (!present.contains(path)) {
                leave(path);
            }
        }
        rotations.findLeft();
        open.all().forEach(this::growUnseen);
        settle(patterns);
    }

    /**
     * Looks at one file, which must exist; if the state knows its name, also at rotated files of this name.
     *
     * @throws IOException if it cannot be opened
     */
    public synchronized void open(Path path) throws IOException {
        see(path);
    }

    /** Reads all open files to their ends, one after another, unless {@code stopped}, and ends them. */
    public void readAll(byte[] buffer, boolean rest, BooleanSupplier stopped, Consumer<String> failures) {
        for (FollowedFile file : open.all()) {
            try {
                while (!stopped.getAsBoolean() && !file.isFinished() && readOn(file, buffer)) {
                    file.expire(nanos.getAsLong());
                }
                if (!stopped.getAsBoolean()) {
                    file.finish(rest);
                }
            } catch (IOException e) {
                failures.accept(file.path() + " could not be read completely: " + e.getMessage()
                        + "; lines read so far are shipped");
            }
        }
    }

    /** Reads a part of every file that has more. Returns whether there was anything. */
    public boolean turn(byte[] buffer) {
        boolean any = false;
        for (FollowedFile file : open.all()) {
            any |= file.hasNews() && turn(file, buffer);
            file.expire(nanos.getAsLong());
        }
        return any;
    }

    /** Fixes the end of every file at its present size. */
    public void limit() {
        for (FollowedFile file : open.all()) {
            try {
                file.limit();
            } catch (IOException e) {
                troubles.tell(file.path(), e);
            }
        }
    }

    /** Whether everything that was seen was read. */
    public boolean isCaughtUp() {
        return open.all().stream().allMatch(FollowedFile::isCaughtUp);
    }

    /** Ends all files, with their last lines even if they have no line feed, if {@code rest}. */
    public void finish(boolean rest) {
        for (FollowedFile file : open.all()) {
            try {
                file.finish(rest);
            } catch (IOException e) {
                troubles.tell(file.path(), e);
            }
        }
    }

    /** How much of which file was not read, one sentence each. */
    public List<String> unread() {
        List<String> sentences = new ArrayList<>();
        for (FollowedFile file : open.all()) {
            if (file.unread() > 0) {
                sentences.add(
                        String.format(Locale.ROOT, "%s: the last %,d bytes were not read", file.path(), file.unread()));
            }
        }
        return sentences;
    }

    /** How much of each file was handed on by now, for the state. */
    List<FileEntry> entries() {
        List<FileEntry> entries = new ArrayList<>(known.others());
        for (FollowedFile file : open.all()) {
            try {
                FileEntry entry = file.entry();
                if (entry != null) {
                    entries.add(entry);
                }
            } catch (IOException e) {
                troubles.tell(file.path(), e);
            }
        }
        return entries;
    }

    /** The files, for tests. */
    List<FollowedFile> files() {
        return open.all();
    }

    /** Returns whether there may be more. */
    private boolean readOn(FollowedFile file, byte[] buffer) throws IOException {
        int count = file.turn(buffer);
        if (count < 0) {
            truncated(file);
        }
        return count != 0;
    }

    private boolean turn(FollowedFile file, byte[] buffer) {
        try {
            boolean more = readOn(file, buffer);
            if (!more && file.isFinishing()) {
                file.finish(true);
            }
            return more;
        } catch (IOException e) {
            troubles.tell(file.path(), e);
            reopenLater(file);
            return false;
        }
    }

    private void look(Path path) {
        try {
            see(path);
            unreadable.remove(path);
            troubles.solved(path);
        } catch (NoSuchFileException e) {
            missing(path);
        } catch (IOException e) {
            unreadable.add(path);
            troubles.tell(path, e);
        }
    }

    private void missing(Path path) {
        if (current.containsKey(path)) {
            leave(path);
        } else if (!open.hasOpened(path)) {
            rotations.find(path);
            troubles.tellMissing(path);
        }
    }

    private void see(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            return;
        }
        FileKeys.Key key = keys.of(attributes);
        FollowedFile file = open.find(path, key, attributes);
        FollowedFile before = current.get(path);
        if (before != null && before != file) {
            leave(path);
        }
        if (file != null && file.lastEnd() == 0 && file.isOther(attributes)) {
            rotations.findIfChanged(path);
        }
        if (file == null) {
            rotations.find(path);
            file = rotations.hasRoom(path) ? open.open(path, path, key) : null;
        }
        if (file != null) {
            file.seenAt(path, attributes.size(), attributes.lastModifiedTime().toMillis());
            current.put(path, file);
        }
    }

    /** The file no longer has this name. */
    private void leave(Path path) {
        FollowedFile file = current.remove(path);
        if (file != null && !current.containsValue(file)) {
            leave(file);
            rotations.find(path);
        }
    }

    private void leave(FollowedFile file) {
        try {
            file.leave(nanos.getAsLong());
        } catch (IOException e) {
            troubles.tell(file.path(), e);
        }
    }

    private void growUnseen(FollowedFile file) {
        try {
            file.growUnseen(nanos.getAsLong(), QUIET, QUIET_WHEN_GONE);
            if (file.isFinished() && !Files.exists(file.path())) {
                open.forget(file);
            }
        } catch (IOException e) {
            troubles.tell(file.path(), e);
        }
    }

    /** Forgets what the state knows of these files and was not found, after all were looked at once. */
    public synchronized void settle(Collection<FilePattern> patterns) {
        if (!settled) {
            settled = true;
            Set<Path> unclear = new HashSet<>(unreadable);
            unclear.addAll(rotations.unclear());
            known.forgetMissing(patterns, unclear);
        }
    }

    /** Tells what is lost with a truncation, unless there is a copy, and begins again. */
    private synchronized void truncated(FollowedFile file) throws IOException {
        long unread = file.unreadBeforeTruncation();
        boolean copied = rotations.findCopy(file);
        long lost = (copied ? 0 : unread) + file.droppedAfterTruncation();
        if (copied && unread > 0) {
            diagnostics.info(file.path() + " was truncated; what was not read yet is read from the copy of it");
        }
        if (lost > 0) {
            file.origin().counts().addLost(lost);
            diagnostics.warn("truncated " + file.path(), lossText(file.path(), lost));
        } else if (!copied || unread == 0) {
            diagnostics.info(file.path() + " was truncated and is read from its beginning; all that was seen of it had"
                    + " been read");
        }
        file.restart();
    }

    private static String lossText(Path path, long lost) {
        return String.format(
                Locale.ROOT,
                "%s was truncated before it was read to its end: at least %,d bytes are lost. Let the rotation rename"
                        + " the file instead of truncating it, or keep the copy in the same directory",
                path,
                lost);
    }

    private void reopenLater(FollowedFile file) {
        try {
            file.finish(false);
        } catch (IOException e) {
            troubles.tell(file.path(), e);
        }
        synchronized (this) {
            open.putBack(file);
            current.values().remove(file);
        }
    }
}
