package io.fapilog.cli.input;

import io.fapilog.Diagnostics;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of an earlier run that have not been found again yet. Thread-safe. */
final class KnownFiles {
    private final FileKeys keys;
    private final Diagnostics diagnostics;
    private final ReadCounts counts;
    private final List<FileEntry> entries;
    /** When a file of each name was last modified, as far as the earlier run knew. */
    private final Map<String, Long> modified = new HashMap<>();

    KnownFiles(List<FileEntry> entries, FileKeys keys, ReadCounts counts, Diagnostics diagnostics) {
        this.entries = new ArrayList<>(entries);
        this.keys = keys;
        this.counts = counts;
        this.diagnostics = diagnostics;
        entries.forEach(entry -> modified.merge(entry.path(), entry.modified(), Math::max));
    }

    /** Adds a file that is closed for now. */
    synchronized void add(FileEntry entry) {
        entries.add(entry);
    }

    /** Where to continue with a file: after what was delivered of it, or at its beginning. */
    synchronized long claim(FileKeys.Key key, FileChannel file) throws IOException {
        for (FileEntry entry : entries) {
            if (entry.key().equals(key.lasting()) && entry.fits(file)) {
                entries.remove(entry);
                return entry.position();
            }
        }
        return 0;
    }

    /** Whether the earlier run knew the file, whatever has become of its content. */
    synchronized boolean hasKey(FileKeys.Key key) {
        return entries.stream().anyMatch(entry -> entry.key().equals(key.lasting()));
    }

    /** Whether a rotated file of {@code base} is newer than what the earlier run knew of this name. */
    synchronized boolean isNews(Path base, long lastModified) {
        Long last = modified.get(base.toString());
        return last != null && lastModified >= last;
    }

    /** Where to continue with a copy of the file {@code base}, which was truncated since; 0 if it is none. */
    synchronized long claimCopy(Path base, FileChannel copy) throws IOException {
        for (FileEntry entry : entries) {
            if (entry.path().equals(base.toString())
                    && entry.position() > 0
                    && entry.fits(copy)
                    && !isStillAt(base, entry)) {
                entries.remove(entry);
                return entry.position();
            }
        }
        return 0;
    }

    /** Forgets the files of {@code names} that were not found, and tells what was lost with them. */
    synchronized void forgetMissing(Collection<FilePattern> names, Collection<Path> unclear) {
        for (FileEntry entry : List.copyOf(entries)) {
            Path path = Path.of(entry.path());
            if (!unclear.contains(path) && names.stream().anyMatch(name -> name.includes(path))) {
                entries.remove(entry);
                tell(entry);
            }
        }
    }

    /** What is still to be kept for later. */
    synchronized List<FileEntry> others() {
        return List.copyOf(entries);
    }

    private void tell(FileEntry entry) {
        if (entry.missing() > 0) {
            counts.addLost(entry.missing());
            diagnostics.warn(
                    "gone " + entry.path(),
                    String.format(
                            Locale.ROOT,
                            "%s: the last %,d bytes that were there when fapilog was stopped are lost; the file was"
                                    + " deleted, compressed or truncated meanwhile",
                            entry.path(),
                            entry.missing()));
        }
    }

    private boolean isStillAt(Path base, FileEntry entry) {
        FileKeys.Key key = key(base);
        if (key == null || !key.lasting().equals(entry.key())) {
            return false;
        }
        try (FileChannel file = FileChannel.open(base, StandardOpenOption.READ)) {
            return entry.fits(file);
        } catch (IOException e) {
            return false;
        }
    }

    private FileKeys.@Nullable Key key(Path path) {
        try {
            return keys.of(Files.readAttributes(path, BasicFileAttributes.class));
        } catch (IOException e) {
            return null;
        }
    }
}
