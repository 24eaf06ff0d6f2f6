package io.fapilog.cli.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An open file that grows. It stays open when it is renamed, or deleted, so that it can be read to its end. The thread
 * that reads calls {@link #turn} and {@link #finish}; the thread that watches the directory tells it what it sees; any
 * thread may ask for the {@link #entry}.
 */
final class FollowedFile {
    private static final byte[] NOTHING = {};

    private final FileKeys.Key key;
    /** The name that the user has given, which a rotation gives to another file. */
    private final Path base;

    private final LineSource source;
    private volatile Path path;
    private volatile @Nullable FileChannel channel;
    private volatile Generation generation;
    /** The largest size of this generation of the file that was seen. */
    private volatile long peak;

    private volatile long modified;
    /** Whether the file was seen with other content than that which was read or seen before. */
    private volatile boolean replaced;

    private byte[] beginning = NOTHING;
    /** The size of the file after the truncation, as far as it was seen. */
    private long peakOfNext;

    /** What was seen after a truncation and truncated again before the first truncation was dealt with. */
    private volatile long dropped;

    private volatile long limit = Long.MAX_VALUE;
    private volatile boolean left;
    private volatile boolean gone;
    private volatile boolean finishing;
    private volatile @Nullable FollowedFile after;
    private long checked = -1;
    private long quietSince;
    private @Nullable FileEntry lastEntry;

    /** What makes the consumers of lines. */
    record LineSource(Function<Origin, LineSink> sinks, int longest, TextEncoding encoding, ReadCounts counts) {}

    /** Reads {@code channel} from {@code position} on; {@code after} must be read to its end before. */
    FollowedFile(
            FileKeys.Key key,
            Path base,
            Path path,
            Origin origin,
            FileChannel channel,
            long position,
            LineSource source,
            @Nullable FollowedFile after)
            throws IOException {
        this.key = key;
        this.base = base;
        this.path = path;
        this.channel = channel;
        this.source = source;
        this.after = after;
        this.peak = channel.size();
        this.generation = new Generation(origin, ReadBytes.of(channel, position), source);
    }

    /**
     * Reads once into {@code buffer}, and passes on the lines.
     *
     * @return how much was read, or -1 if the file was truncated; then {@link #restart} must be called
     */
    int turn(byte[] buffer) throws IOException {
        FileChannel file = channel;
        if (file == null || isBlocked()) {
            return 0;
        }
        Generation now = generation;
        long position = now.read.position();
        long seen = modified;
        if (replaced || file.size() < peak) {
            return -1;
        }
        int most = (int) Math.min(buffer.length, Math.max(0, limit - position));
        int count = file.read(ByteBuffer.wrap(buffer, 0, most), position);
        boolean isOther = position == 0 && count > 0 && !beginsAsSeen(buffer, count);
        if (isOther || ((count > 0 || seen != checked) && !now.read.areIn(file))) {
            return -1;
        }
        checked = count > 0 ? checked : seen;
        return Math.max(0, pass(now, buffer, count));
    }

    /** Begins again at the beginning of the truncated file. */
    void restart() {
        generation.sink.end();
        synchronized (this) {
            peak = replaced ? peakOfNext : 0;
            beginning = replaced ? beginning : NOTHING;
            checked = -1;
            dropped = 0;
            replaced = false;
            lastEntry = null;
            generation = new Generation(generation.origin.anew(), new ReadBytes(), source);
        }
    }

    /** Passes on the end of the file, with the line that has no line feed if {@code rest}, and closes it. */
    void finish(boolean rest) throws IOException {
        FileChannel file = channel;
        if (file != null) {
            Generation now = generation;
            if (rest) {
                now.splitter.end(now.sink);
            }
            now.sink.end();
            try (file) {
                FileEntry unused = entry();
            } finally {
                channel = null;
            }
        }
    }

    /** Closes the file and does not tell its consumer, as when the process is killed. */
    void abandon() throws IOException {
        FileChannel file = channel;
        channel = null;
        if (file != null) {
            file.close();
        }
    }

    /** Ends what waits too long for more lines. */
    void expire(long nanos) {
        if (channel != null) {
            generation.sink.expire(nanos);
        }
    }

    /** Whether there may be something to read. */
    boolean hasNews() {
        return channel != null
                && (replaced || generation.read.position() < Math.min(peak, limit) || modified != checked || finishing);
    }

    /** Whether everything that was seen of it was read. */
    boolean isCaughtUp() {
        return channel == null || (!replaced && generation.read.position() >= Math.min(peak, limit));
    }

    /** Whether it is closed. */
    boolean isFinished() {
        return channel == null;
    }

    /** Whether it is to be finished, since it is at its end for good. */
    boolean isFinishing() {
        return finishing && isCaughtUp();
    }

    /** The file was seen under a name that is followed. */
    void seenAt(Path where, long size, long lastModified) throws IOException {
        path = where;
        left = false;
        gone = false;
        see(size, lastModified);
    }

    /** Whether size or time are others than when it was last seen. */
    boolean isOther(BasicFileAttributes attributes) {
        return attributes.size() != peak || attributes.lastModifiedTime().toMillis() != modified;
    }

    /** The file was seen under the name that a rotation has given to it. */
    void renamedTo(Path where, long size, long lastModified) throws IOException {
        path = where;
        gone = false;
        see(size, lastModified);
    }

    /** The file no longer has a name that is followed, and is deleted as far as is known. */
    void leave(long nanos) throws IOException {
        if (!left) {
            left = true;
            gone = true;
            quietSince = nanos;
            grow(nanos);
        }
    }

    /** Looks how large the file is that has no name, and decides whether it is at its end for good. */
    void growUnseen(long nanos, long quiet, long quietWhenGone) throws IOException {
        if (left && !finishing) {
            grow(nanos);
            if (!isCaughtUp()) {
                quietSince = nanos;
            }
            finishing = nanos - quietSince >= (gone ? quietWhenGone : quiet);
        }
    }

    /** Fixes the end of the file at its present size. */
    void limit() throws IOException {
        FileChannel file = channel;
        if (file != null) {
            limit = file.size();
        }
    }

    /** Bytes of the file that were not handed on. */
    long unread() {
        Generation now = generation;
        long end = Math.min(peak, limit);
        boolean whole = now.read.position() >= end && now.origin.handed() >= now.splitter.lastEnd();
        return whole ? 0 : Math.max(0, end - now.origin.handed());
    }

    /** What the state keeps of it; null if its content is gone. */
    synchronized @Nullable FileEntry entry() throws IOException {
        Generation now = generation;
        FileChannel file = channel;
        long handed = now.origin.handed();
        FileEntry last = lastEntry;
        if (file == null || (last != null && last.position() == handed && last.size() == peak)) {
            return last;
        }
        Fingerprint tail = now.read.tailOf(handed, file);
        if (tail != null) {
            Fingerprint head = now.read.headOf(handed);
            lastEntry = new FileEntry(base.toString(), key.lasting(), handed, peak, modified, head, tail);
        }
        return lastEntry;
    }

    /** The last {@link #entry}. */
    synchronized @Nullable FileEntry knownEntry() {
        return lastEntry;
    }

    /** Whether {@code other}, an open file, has the same content, as far as both go. */
    boolean looksLike(FileChannel other) throws IOException {
        FileChannel file = channel;
        if (file == null) {
            return other.size() >= generation.read.position() && generation.read.begin(other);
        }
        int count = (int) Math.min(ReadBytes.HEAD, Math.min(file.size(), other.size()));
        boolean bothEmpty = file.size() == 0 && other.size() == 0;
        return (count > 0 || bothEmpty)
                && Arrays.equals(Fingerprint.read(file, 0, count), Fingerprint.read(other, 0, count));
    }

    /** What was read of it. */
    ReadBytes read() {
        return generation.read;
    }

    /** The position after the last line that was read. */
    long lastEnd() {
        return generation.splitter.lastEnd();
    }

    long peak() {
        return peak;
    }

    /** Bytes that were seen and not read before the truncation. */
    long unreadBeforeTruncation() {
        return Math.max(0, peak - lastEnd());
    }

    /** Bytes that were seen after the truncation, and truncated again. */
    long droppedAfterTruncation() {
        return dropped;
    }

    long modified() {
        return modified;
    }

    Origin origin() {
        return generation.origin;
    }

    Path base() {
        return base;
    }

    Path path() {
        return path;
    }

    FileKeys.Key key() {
        return key;
    }

    boolean isGone() {
        return gone;
    }

    /** Whether the beginning of the file is what was seen of it before anything of it was read. */
    private synchronized boolean beginsAsSeen(byte[] buffer, int count) {
        int length = Math.min(count, beginning.length);
        return Arrays.equals(buffer, 0, length, beginning, 0, length);
    }

    private int pass(Generation now, byte[] buffer, int count) {
        if (count > 0) {
            now.origin.counts().addConsumed(count);
            now.read.add(buffer, count);
            now.splitter.feed(buffer, 0, count, now.sink);
        }
        return count;
    }

    private boolean isBlocked() {
        FollowedFile before = after;
        if (before != null && before.isCaughtUp() && !before.isBlocked()) {
            after = null;
            return false;
        }
        return before != null;
    }

    private void grow(long nanos) throws IOException {
        FileChannel file = channel;
        if (file != null && file.size() != peak) {
            compareContent(file.size());
            quietSince = nanos;
        }
    }

    private void see(long size, long lastModified) throws IOException {
        if (size != peak || lastModified != modified) {
            compareContent(size);
        }
        modified = lastModified;
    }

    /** Notices a truncation at once, also while the thread that reads is blocked, so that the loss can be told. */
    private synchronized void compareContent(long size) throws IOException {
        FileChannel file = channel;
        if (file == null) {
            return;
        }
        byte[] now = Fingerprint.read(file, 0, ReadBytes.TAIL);
        boolean same = now.length >= beginning.length
                && Arrays.equals(beginning, 0, beginning.length, now, 0, beginning.length);
        beginning = now;
        if (replaced) {
            boolean again = !same || size < peakOfNext;
            dropped += again ? peakOfNext : 0;
            peakOfNext = size;
        } else if (!same || size < peak || !generation.read.areIn(file)) {
            replaced = true;
            peakOfNext = size;
        } else {
            peak = size;
        }
    }

    /** The content of the file between two truncations. */
    private static final class Generation {
        final Origin origin;
        final LineSink sink;
        final LineSplitter splitter;
        final ReadBytes read;

        Generation(Origin origin, ReadBytes read, LineSource source) {
            this.origin = origin;
            this.read = read;
            sink = source.sinks().apply(origin);
            splitter = new LineSplitter(source.longest(), source.encoding(), origin.counts());
            byte[] head = read.head();
            splitter.startAt(read.position(), head, head.length);
        }
    }
}
