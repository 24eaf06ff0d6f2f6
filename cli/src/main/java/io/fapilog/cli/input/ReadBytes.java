package io.fapilog.cli.input;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a file: how many bytes, and the first and the last of them. A file that was truncated since, also if
 * it was filled again, no longer has these last bytes where they were; a copy of the file has both. That fails only for
 * a file that was filled again with the same last {@value #TAIL} bytes at the same place. Thread-safe.
 */
final class ReadBytes {
    static final int HEAD = 1024;
    static final int TAIL = 128;

    private byte[] head = new byte[0];
    private byte[] tail = new byte[0];
    private long position;

    /** The first {@code position} bytes of {@code file} were read. */
    static ReadBytes of(FileChannel file, long position) throws IOException {
        ReadBytes read = new ReadBytes();
        read.head = Fingerprint.read(file, 0, (int) Math.min(HEAD, position));
        int count = (int) Math.min(TAIL, position);
        read.tail = Fingerprint.read(file, position - count, count);
        read.position = position;
        return read;
    }

    synchronized long position() {
        return position;
    }

    /** The first bytes that were read. */
    synchronized byte[] head() {
        return head.clone();
    }

    /** Adds bytes that were read next. */
    synchronized void add(byte[] bytes, int count) {
        if (head.length < HEAD) {
            int more = Math.min(count, HEAD - head.length);
            head = Arrays.copyOf(head, head.length + more);
            System.arraycopy(bytes, 0, head, head.length - more, more);
        }
        int kept = Math.min(tail.length, Math.max(0, TAIL - count));
        int more = Math.min(TAIL, count);
        byte[] last = new byte[kept + more];
        System.arraycopy(tail, tail.length - kept, last, 0, kept);
        System.arraycopy(bytes, count - more, last, kept, more);
        tail = last;
        position += count;
    }

    /** Whether the last bytes that were read are still where they were. */
    synchronized boolean areIn(FileChannel file) throws IOException {
        return Arrays.equals(tail, Fingerprint.read(file, position - tail.length, tail.length));
    }

    /** Whether {@code file} begins with all these bytes, as far as can be told without reading them all. */
    synchronized boolean begin(FileChannel file) throws IOException {
        return file.size() >= position && areIn(file) && Arrays.equals(head, Fingerprint.read(file, 0, head.length));
    }

    /** The fingerprint of the beginning of the first {@code count} bytes. */
    synchronized Fingerprint headOf(long count) {
        return Fingerprint.of(head, (int) Math.min(head.length, count));
    }

    /** The fingerprint of the end of the first {@code count} bytes, which may be read again; null if they are gone. */
    synchronized @Nullable Fingerprint tailOf(long count, FileChannel file) throws IOException {
        if (count == position) {
            return Fingerprint.of(tail, tail.length);
        }
        int length = (int) Math.min(TAIL, count);
        byte[] bytes = Fingerprint.read(file, count - length, length);
        return bytes.length == length && areIn(file) ? Fingerprint.of(bytes, length) : null;
    }
}
