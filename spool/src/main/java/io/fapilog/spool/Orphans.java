package io.fapilog.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the folders of ended processes that a spool may take over. */
final class Orphans {
    private final Disk disk;
    private final SpoolReports reports;
    private final @Nullable String destination;
    private final List<Folder> locked = new ArrayList<>();
    private int elsewhere;

    /**
     * A search.
     *
     * @param destination the destination of the folders to find; null for any
     */
    Orphans(Disk disk, SpoolReports reports, @Nullable String destination) {
        this.disk = disk;
        this.reports = reports;
        this.destination = destination;
    }

    /**
     * Locks the folders in the directory of {@code own} but those in {@code without}, oldest first. Skips those that
     * cannot be taken over.
     */
    List<Folder> lock(Path own, Set<Path> without) throws IOException {
        Path directory = own.resolveSibling("");
        boolean complete = false;
        try {
            for (Path path : disk.list(directory)) {
                if (!path.equals(own) && !without.contains(path) && Folder.isFolder(disk, path)) {
                    lock(path, own);
                }
            }
            complete = true;
        } finally {
            for (Folder folder : complete ? List.<Folder>of() : locked) {
                folder.close();
            }
        }
        return locked;
    }

    /** The number of folders with events for another destination that were found. */
    int elsewhere() {
        return elsewhere;
    }

    private void lock(Path path, Path own) {
        try {
            if (!disk.isOwnedLike(own, path)) {
                reports.notTrusted(path);
                return;
            }
            boolean wanted = isWanted(path);
            Folder folder = Folder.takeOver(disk, path);
            if (folder != null && wanted) {
                locked.add(folder);
            } else if (folder != null) {
                elsewhere += disk.list(path).stream().anyMatch(Segments::isSegment) ? 1 : 0;
                folder.close();
            }
        } catch (IOException e) {
            reports.notRecovered(path, "locked", e);
        }
    }

    private boolean isWanted(Path path) throws IOException {
        String found = Destination.read(disk, path);
        return destination == null || found.equals(Destination.UNKNOWN) || found.equals(destination);
    }
}
