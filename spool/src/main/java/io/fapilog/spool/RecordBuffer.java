package io.fapilog.spool;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** A growing buffer of bytes to write; numbers are big-endian. */
final class RecordBuffer extends ByteArrayOutputStream {
    RecordBuffer(int initial) {
        super(initial);
    }

    /** The buffer itself, not copied; its content ends at {@link #size}. */
    byte[] array() {
        return buf;
    }

    void putShort(int value) {
        write(value >>> 8);
        write(value);
    }

    void putInt(int value) {
        putShort(value >>> 16);
        putShort(value);
    }

    void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    void putText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        putInt(bytes.length);
        write(bytes, 0, bytes.length);
    }

    /** Appends the checksum of all bytes from {@code from} on. */
    void putChecksum(int from) {
        putInt(checksum(buf, from, size()));
    }

    /** The CRC-32C of the bytes {@code from} (inclusive) to {@code to} (exclusive). */
    static int checksum(byte[] array, int from, int to) {
        CRC32C sum = new CRC32C();
        sum.update(array, from, to - from);
        return (int) sum.getValue();
    }
}
