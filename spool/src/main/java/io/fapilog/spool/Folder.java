package io.fapilog.spool;

import io.fapilog.spi.Spool;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A folder of one spool, locked: our own, or one whose process has died. */
final class Folder {
    static final String LOCK = "lock";

    private static final Pattern NAME = Pattern.compile("\\d{13}-\\d+-\\d+");
    private static final int MOST_TRIES = 100;

    private final Disk disk;
    private final Path path;
    private final Closeable lock;

    private Folder(Disk disk, Path path, Closeable lock) {
        this.disk = disk;
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes a new one.
     *
     * @param epochMillis the present, by which folders are sorted
     */
    static Folder create(Disk disk, Path directory, long epochMillis) throws IOException {
        disk.createDirectories(directory);
        for (int i = 1; i <= MOST_TRIES; i++) {
            String name = String.format(
                    Locale.ROOT,
                    "%013d-%d-%d",
                    epochMillis,
                    ProcessHandle.current().pid(),
                    i);
            Folder folder = create(disk, directory.resolve(name));
            if (folder != null) {
                return folder;
            }
        }
        throw new IOException("no folder can be made in " + directory);
    }

    /** Those whose lock is free, oldest first; now they are ours. One that cannot be locked is left alone. */
    static List<Folder> orphans(Disk disk, Path directory, Consumer<String> warnings) throws IOException {
        List<Folder> orphans = new ArrayList<>();
        boolean whole = false;
        try {
            for (Path path : disk.list(directory)) {
                takeOrphan(disk, path, orphans, warnings);
            }
            whole = true;
        } finally {
            for (Folder orphan : whole ? List.<Folder>of() : orphans) {
                orphan.close();
            }
        }
        return orphans;
    }

    private static void takeOrphan(Disk disk, Path path, List<Folder> orphans, Consumer<String> warnings) {
        try {
            Closeable lock = isFolder(disk, path) ? lock(disk, path) : null;
            if (lock != null) {
                orphans.add(new Folder(disk, path, lock));
            }
        } catch (IOException e) {
            warnings.accept("the folder " + path + " could not be locked and is left alone: " + e);
        }
    }

    /** Whether {@code path} is a folder of a spool, by its name. */
    static boolean isFolder(Disk disk, Path path) {
        return NAME.matcher(String.valueOf(path.getFileName())).matches() && disk.isDirectory(path);
    }

    Path path() {
        return path;
    }

    /** Unlocks it, with all that is in it. */
    void close() throws IOException {
        lock.close();
    }

    /** Unlocks it; should that fail, it stays locked until the process ends, which is told. */
    void closeOrTell(Spool.Context context) {
        try {
            close();
        } catch (IOException e) {
            context.diagnostics().warn("spool disk", "spool: the folder " + path + " could not be unlocked: " + e);
        }
    }

    /** Deletes it, unless there is still something in it. */
    void remove() throws IOException {
        disk.delete(path.resolve(Cursor.HALF_WRITTEN));
        disk.delete(path.resolve(Cursor.NAME));
        // Windows deletes no file that is open.
        lock.close();
        disk.delete(path.resolve(LOCK));
        disk.delete(path);
    }

    private static @Nullable Folder create(Disk disk, Path path) throws IOException {
        try {
            disk.createDirectory(path);
        } catch (FileAlreadyExistsException e) {
            return null;
        }
        Closeable lock = lock(disk, path);
        return lock == null ? null : new Folder(disk, path, lock);
    }

    /** Null when somebody else has it, was about to delete it, or has deleted it. */
    private static @Nullable Closeable lock(Disk disk, Path path) throws IOException {
        Closeable lock;
        try {
            lock = disk.lock(path.resolve(LOCK));
        } catch (NoSuchFileException e) {
            return null;
        }
        if (lock != null && !disk.exists(path.resolve(LOCK))) {
            lock.close();
            return null;
        }
        return lock;
    }
}
