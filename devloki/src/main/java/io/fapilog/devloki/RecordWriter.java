package io.fapilog.devloki;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fapilog.devloki.logql.LabelSet;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A record of the entries of one push, in bytes: the length of the content and its checksum (CRC-32C), 4 bytes each,
 * and the content. That is the tenant and, for each stream, its labels, the number of its entries, and each with its
 * timestamp, its line and its metadata. Numbers are big-endian; a text is its length in UTF-8 bytes and these bytes.
 * Not thread-safe.
 */
final class RecordWriter {
    static final int HEAD = 8;

    /** Beyond this size the buffer is not kept for the next record. */
    private static final int KEPT = 4 << 20;

    private byte[] bytes = new byte[0];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[0];
        }
    }

    /** Replaces the record by that of these streams. */
    void set(String tenant, List<CheckedStream> streams) {
        size = HEAD;
        room(0);
        text(tenant);
        for (CheckedStream stream : streams) {
            labels(stream.labels());
            number(stream.entries().size());
            stream.entries().forEach(this::entry);
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, HEAD, size - HEAD);
        ByteBuffer.wrap(bytes).putInt(size - HEAD).putInt((int) checksum.getValue());
    }

    void writeTo(RandomAccessFile file) throws IOException {
        file.write(bytes, 0, size);
    }

    private void entry(Entry entry) {
        room(Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(size, entry.nanos());
        size += Long.BYTES;
        text(entry.line());
        labels(entry.metadata());
    }

    private void labels(LabelSet labels) {
        number(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            text(labels.name(i));
            text(labels.value(i));
        }
    }

    private void text(String text) {
        byte[] encoded = text.getBytes(UTF_8);
        number(encoded.length);
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
    }

    private void number(int value) {
        room(Integer.BYTES);
        ByteBuffer.wrap(bytes).putInt(size, value);
        size += Integer.BYTES;
    }

    private void room(int more) {
        if (bytes.length - size < more || bytes.length < HEAD) {
            int needed = Math.addExact(size, more);
            bytes = Arrays.copyOf(bytes, Math.max(64 * 1024, Math.max(needed, (int) (needed * 1.5))));
        }
    }
}
