package io.fapilog.cli.input;

import io.fapilog.Diagnostics;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Finds the files that a rotation has made: the one that was read, under its new name; those that had its name between
 * two looks only; and the copy of a file that was truncated. For one thread at a time.
 */
final class Rotations {
    private static final int MOST_OF_A_NAME = 100;

    private final FileKeys keys;
    private final OpenFiles open;
    private final KnownFiles known;
    private final Troubles troubles;
    private final Diagnostics diagnostics;
    private final LongSupplier nanos;
    /** The rotated files of each name that are not read: older than the first look. Keys are used again, so with heads. */
    private final Map<Path, Map<Object, Fingerprint>> passed = new HashMap<>();
    /** When the directory of each name was last changed before its rotated files were looked at. */
    private final Map<Path, FileTime> changes = new HashMap<>();

    /** Names of which too many files are open, so that the next ones must be looked for again. */
    private final Set<Path> crowded = new HashSet<>();

    Rotations(FileSet.Settings settings, OpenFiles open, KnownFiles known, Troubles troubles) {
        this.keys = settings.keys();
        this.open = open;
        this.known = known;
        this.troubles = troubles;
        this.diagnostics = settings.diagnostics();
        this.nanos = settings.nanos();
    }

    /** Opens the rotated files of {@code base} that have to be read. At the first call, the state says which these are. */
    void find(Path base) {
        crowded.remove(base);
        changes.put(base, changed(base));
        boolean first = passed.putIfAbsent(base, new HashMap<>()) == null;
        for (Family.Member member : members(base)) {
            try {
                look(base, member, first);
            } catch (NoSuchFileException e) {
                // It was renamed again or deleted; a look at its new name follows.
            } catch (IOException e) {
                troubles.tell(member.path(), e);
                crowded.add(base);
            }
        }
    }

    /** Does the same if the directory has changed since. No line was read of the file, so its truncation may have no other sign. */
    void findIfChanged(Path base) {
        if (!changed(base).equals(changes.get(base))) {
            find(base);
        }
    }

    /** Looks again for files that could not be opened. */
    void findLeft() {
        List.copyOf(crowded).forEach(this::find);
    }

    /** The names whose rotated files could not all be opened. */
    Set<Path> unclear() {
        return crowded;
    }

    /** Whether another file of this name can be opened. */
    boolean hasRoom(Path base) {
        if (open.count(base) < MOST_OF_A_NAME) {
            return true;
        }
        crowded.add(base);
        diagnostics.warn(
                "rotations of " + base,
                base + ": " + MOST_OF_A_NAME + " rotated files are open and not read yet, since the sinks are slow or"
                        + " away. Newer ones are opened when these are read; what is deleted or compressed before is"
                        + " lost");
        return false;
    }

    /**
     * Finds the copy of {@code file}, which was truncated, and opens it where reading has stopped.
     *
     * @return whether there is one
     */
    boolean findCopy(FollowedFile file) {
        boolean found = false;
        for (Family.Member member : members(file.base())) {
            try {
                found |= lookForCopy(file, member);
            } catch (IOException e) {
                troubles.tell(member.path(), e);
            }
        }
        return found;
    }

    private static FileTime changed(Path base) {
        try {
            return Files.getLastModifiedTime(base.toAbsolutePath().resolveSibling("."));
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private List<Family.Member> members(Path base) {
        try {
            return new Family(base).members();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            troubles.tell(base, e);
            return List.of();
        }
    }

    private void look(Path base, Family.Member member, boolean first) throws IOException {
        FileKeys.Key key = keys.of(member.attributes());
        FollowedFile file = open.find(member.path(), key, member.attributes());
        if (file != null) {
            file.renamedTo(member.path(), member.attributes().size(), modified(member));
        } else if (!isPassed(base, member, key)) {
            if (!first) {
                open(base, member, key, readInOriginal(base, member));
            } else if (known.hasKey(key)) {
                open(base, member, key, 0);
            } else if (known.isNews(base, modified(member))) {
                open(base, member, key, copied(base, member));
            } else {
                pass(base, member, key);
            }
        }
    }

    private void open(Path base, Family.Member member, FileKeys.Key key, long position) throws IOException {
        if (!hasRoom(base)) {
            return;
        }
        FollowedFile file = position == 0 ? open.open(member.path(), base, key) : openAt(base, member, key, position);
        file.leave(nanos.getAsLong());
        file.renamedTo(member.path(), member.attributes().size(), modified(member));
    }

    private FollowedFile openAt(Path base, Family.Member member, FileKeys.Key key, long position) throws IOException {
        FileChannel channel = FileChannel.open(member.path(), StandardOpenOption.READ);
        try {
            return open.add(channel, member.path(), base, key, position, null);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** How much of a copy was read in the file of which it is one; 0 if it is none. */
    private long readInOriginal(Path base, Family.Member member) throws IOException {
        for (FollowedFile file : open.all()) {
            if (file.base().equals(base) && isCopy(file, member)) {
                return file.lastEnd();
            }
        }
        return 0;
    }

    private long copied(Path base, Family.Member member) throws IOException {
        try (FileChannel channel = FileChannel.open(member.path(), StandardOpenOption.READ)) {
            return known.claimCopy(base, channel);
        }
    }

    private boolean lookForCopy(FollowedFile file, Family.Member member) throws IOException {
        FileKeys.Key key = keys.of(member.attributes());
        if (open.find(member.path(), key, member.attributes()) != null) {
            return false;
        }
        boolean isCopy = isCopy(file, member);
        if (isCopy && member.attributes().size() > file.lastEnd()) {
            open(file.base(), member, key, file.lastEnd());
        } else if (isCopy) {
            pass(file.base(), member, key);
        } else if (!isPassed(file.base(), member, key)) {
            open(file.base(), member, key, 0);
        }
        return isCopy;
    }

    private static boolean isCopy(FollowedFile file, Family.Member member) throws IOException {
        try (FileChannel channel = FileChannel.open(member.path(), StandardOpenOption.READ)) {
            return file.read().position() > 0 && file.read().begin(channel);
        }
    }

    private boolean isPassed(Path base, Family.Member member, FileKeys.Key key) throws IOException {
        Fingerprint head = passed.getOrDefault(base, Map.of()).get(key.live());
        if (head == null) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(member.path(), StandardOpenOption.READ)) {
            return head.matches(channel, 0);
        }
    }

    private void pass(Path base, Family.Member member, FileKeys.Key key) throws IOException {
        try (FileChannel channel = FileChannel.open(member.path(), StandardOpenOption.READ)) {
            byte[] head = Fingerprint.read(channel, 0, ReadBytes.HEAD);
            passed.computeIfAbsent(base, any -> new HashMap<>()).put(key.live(), Fingerprint.of(head, head.length));
        }
    }

    private static long modified(Family.Member member) {
        return member.attributes().lastModifiedTime().toMillis();
    }
}
