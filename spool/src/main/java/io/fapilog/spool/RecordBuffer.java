package io.fapilog.spool;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** RecordBuffer that are to be written, numbers in network order. One thread; reused. */
final class RecordBuffer extends ByteArrayOutputStream {
    RecordBuffer(int initial) {
        super(initial);
    }

    /** The bytes, with room behind {@link #size}. */
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

    /** Ends with the checksum of all bytes from {@code from} on. */
    void putChecksum(int from) {
        putInt(checksum(buf, from, size()));
    }

    static int checksum(byte[] array, int from, int to) {
        CRC32C sum = new CRC32C();
        sum.update(array, from, to - from);
        return (int) sum.getValue();
    }
}
