package io.fapilog.cli.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A hash of a part of a file, by which the part is recognised.
 *
 * @param length the number of bytes
 * @param hash the hash of these bytes
 */
record Fingerprint(int length, String hash) {
    private static final int HASH_BYTES = 12;

    static Fingerprint of(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return new Fingerprint(length, HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Whether these are the bytes of {@code file} that begin at {@code from}. */
    boolean matches(FileChannel file, long from) throws IOException {
        byte[] bytes = read(file, from, length);
        return bytes.length == length && equals(of(bytes, length));
    }

    /** The bytes of {@code file} from {@code from} on, fewer than {@code count} if the file ends before. */
    static byte[] read(FileChannel file, long from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = file.read(buffer, from + buffer.position());
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
