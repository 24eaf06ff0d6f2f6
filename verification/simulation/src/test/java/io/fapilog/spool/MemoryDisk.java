package io.fapilog.spool;

import io.fapilog.FaultPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The files of a machine. They lose unforced bytes when the power fails, and their operations fail by plan. Every
 * process has them {@linkplain #mount mounted}.
 */
public final class MemoryDisk {
    final FaultPlan plan;
    final NavigableMap<Path, Content> files = new TreeMap<>();
    final Set<Path> directories = new TreeSet<>();
    /** The process that has locked a file. */
    final Map<Path, MountedDisk> locks = new HashMap<>();

    /** The number of writes so far, which stands for the time. */
    long writes;

    /** An empty disk. */
    public MemoryDisk(FaultPlan plan) {
        this.plan = plan;
        directories.add(Path.of("/"));
    }

    /** The disk as a new process sees it. */
    public MountedDisk mount() {
        return new MountedDisk(this);
    }

    /** Loses some or all of the unforced bytes. The processes have to be killed too. */
    public void cutPower() {
        for (Content content : files.values()) {
            content.length = content.forced + plan.below(content.length - content.forced + 1);
            content.forced = content.length;
        }
        files.values().removeIf(content -> content.length == 0 && plan.below(2) == 0);
    }

    /** Whether a power failure would lose nothing. */
    public boolean isForced() {
        return files.entrySet().stream()
                .allMatch(
                        file -> !Segments.isSegment(file.getKey()) || file.getValue().forced == file.getValue().length);
    }

    /** Whether any events are left. */
    public boolean hasSegments() {
        return files.keySet().stream().anyMatch(Segments::isSegment);
    }

    /**
     * Flips one bit of a segment.
     *
     * @return the number of events that may be lost without detection: only its head identifies the last record of a
     *     file
     */
    public int turnBit() {
        List<Path> segments =
                files.keySet().stream().filter(Segments::isSegment).toList();
        if (segments.isEmpty()) {
            return 0;
        }
        Content content = files.get(segments.get(plan.below(segments.size())));
        if (content == null || content.length == 0) {
            return 0;
        }
        int at = plan.below(content.length);
        SegmentScan scan = new SegmentScan(content.copy());
        boolean isPayload = false;
        while (scan.next()) {
            isPayload |= at >= scan.from() && at < scan.to();
        }
        content.bytes[at] ^= (byte) (1 << plan.below(8));
        return isPayload ? 0 : 1;
    }

    boolean hasPlace(Path file) {
        Path directory = file.getParent();
        return directory != null && directories.contains(directory);
    }

    List<Path> children(Path directory) {
        Set<Path> children = new TreeSet<>();
        for (Set<Path> all : List.of(files.keySet(), directories)) {
            all.stream().filter(path -> directory.equals(path.getParent())).forEach(children::add);
        }
        return List.copyOf(children);
    }

    Content content(Path file) throws IOException {
        Content content = files.get(file);
        if (content == null) {
            throw new NoSuchFileException(file.toString());
        }
        return content;
    }

    Content closed(Path file) throws IOException {
        Content content = content(file);
        if (content.user != null) {
            throw new IOException(file + " is in use by a process");
        }
        return content;
    }

    /** The content of a file. */
    static final class Content {
        int length;
        int forced;
        long modified;
        /** The process that has it open. */
        @Nullable
        MountedDisk user;
        /** The process that has written this segment. */
        @Nullable
        MountedDisk maker;

        private byte[] bytes = new byte[1 << 10];

        void append(ByteBuffer source, int count) {
            if (bytes.length - length < count) {
                bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
            }
            source.get(bytes, length, count);
            length += count;
        }

        byte[] copy() {
            return Arrays.copyOf(bytes, length);
        }
    }
}
