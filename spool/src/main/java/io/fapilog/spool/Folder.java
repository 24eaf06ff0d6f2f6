package io.fapilog.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A locked folder: that of this spool, or of one whose process has ended. */
final class Folder {
    static final String LOCK = "lock";

    /** Digits of any script: earlier versions wrote those of the locale. */
    private static final Pattern NAME = Pattern.compile("\\p{Nd}{13}-\\p{Nd}+-\\p{Nd}+");

    /** The files of a folder without events. */
    private static final Set<String> OWN = Set.of(LOCK, Cursor.INCOMPLETE, Cursor.NAME, Destination.NAME);

    private static final int MAX_TRIES = 100;

    private final Disk disk;
    private final Path path;
    private final Closeable lock;

    private Folder(Disk disk, Path path, Closeable lock) {
        this.disk = disk;
        this.path = path;
        this.lock = lock;
    }

    /** Creates and locks a folder for {@code destination}. Folders are sorted by {@code epochMillis}, the present time. */
    static Folder create(Disk disk, Path directory, long epochMillis, String destination) throws IOException {
        disk.createDirectories(directory);
        long pid = ProcessHandle.current().pid();
        for (int i = 1; i <= MAX_TRIES; i++) {
            String name = String.format(Locale.ROOT, "%013d-%d-%d", epochMillis, pid, i);
            Folder folder = create(disk, directory.resolve(name));
            if (folder != null) {
                folder.name(destination);
                return folder;
            }
        }
        throw new IOException("cannot create a folder in " + directory);
    }

    /** Locks the folder {@code path} of another process. Null if this process is running, or has deleted it. */
    static @Nullable Folder takeOver(Disk disk, Path path) throws IOException {
        Closeable lock = lock(disk, path);
        return lock == null ? null : new Folder(disk, path, lock);
    }

    /** Whether {@code path} is a directory with the name of a folder. */
    static boolean isFolder(Disk disk, Path path) {
        return NAME.matcher(String.valueOf(path.getFileName())).matches() && disk.isDirectory(path);
    }

    Path path() {
        return path;
    }

    /** Unlocks the folder, so that another process can take over its files. */
    void close() throws IOException {
        lock.close();
    }

    /** Unlocks the folder, and reports a failure. */
    void closeOrReport(SpoolReports reports) {
        try {
            close();
        } catch (IOException e) {
            reports.notRecovered(path, "unlocked", e);
        }
    }

    /**
     * Unlocks the folder, and deletes it. If it contains a file of events, which could not be deleted or moved, throws
     * {@link DirectoryNotEmptyException}: the cursor and the destination apply to these events and stay.
     */
    void remove() throws IOException {
        boolean deleted;
        try {
            checkThatNothingElseIsIn();
            disk.delete(path.resolve(Cursor.INCOMPLETE));
            disk.delete(path.resolve(Cursor.NAME));
            disk.delete(path.resolve(Destination.NAME));
            deleted = deleteLock();
        } finally {
            lock.close();
        }
        if (!deleted) {
            disk.delete(path.resolve(LOCK));
        }
        disk.delete(path);
    }

    private void checkThatNothingElseIsIn() throws IOException {
        for (Path file : disk.list(path)) {
            if (!OWN.contains(String.valueOf(file.getFileName()))) {
                throw new DirectoryNotEmptyException(path.toString());
            }
        }
    }

    /** Deletes the file while it is locked, so that nobody locks it in between. Returns false on Windows, which refuses. */
    private boolean deleteLock() {
        try {
            disk.delete(path.resolve(LOCK));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void name(String destination) throws IOException {
        boolean named = false;
        try {
            Destination.write(disk, path, destination);
            named = true;
        } finally {
            if (!named) {
                // Otherwise a full disk would get a folder with each attempt.
                remove();
            }
        }
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

    /** Null if another process has the lock, or has deleted the folder. */
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
