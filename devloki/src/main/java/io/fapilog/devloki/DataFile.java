package io.fapilog.devloki;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of a {@link DataFolder}: a mark, and then records. Immutable and thread-safe.
 *
 * @param path its path
 * @param number its number, from which its name is made
 */
record DataFile(Path path, int number) {
    private static final byte[] MARK = "DEVLOKI1".getBytes(US_ASCII);
    private static final Pattern NAME = Pattern.compile("(\\d{9})\\.devloki");

    static DataFile of(Path directory, int number) {
        return new DataFile(directory.resolve(String.format(Locale.ROOT, "%09d.devloki", number)), number);
    }

    static boolean hasName(Path path) {
        return NAME.matcher(path.getFileName().toString()).matches();
    }

    static DataFile of(Path path) {
        return new DataFile(path, Integer.parseInt(path.getFileName().toString().substring(0, 9)));
    }

    /** The bytes at the beginning of each file. */
    static byte[] mark() {
        return MARK.clone();
    }

    /**
     * Reads the records up to the first one that is incomplete or damaged. Returns the length of what is good, 0 if not
     * even the mark is complete.
     *
     * @throws IllegalArgumentException if the file is not of a DevLoki
     */
    long read(RecordReader reader, Consumer<RecordReader.Content> receiver) throws IOException {
        long length = Files.size(path);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
            byte[] start = in.readNBytes(MARK.length);
            if (!Arrays.equals(start, Arrays.copyOf(MARK, start.length))) {
                throw new IllegalArgumentException(path
                        + " was not written by this version of DevLoki; move it away or choose another data folder");
            }
            if (start.length < MARK.length) {
                return 0;
            }
            long good = MARK.length;
            for (byte[] next = next(in, length - good); next != null; next = next(in, length - good)) {
                RecordReader.Content content = content(reader, next);
                if (content == null) {
                    break;
                }
                receiver.accept(content);
                good += RecordWriter.HEAD + next.length;
            }
            return good;
        }
    }

    /** The content of the next record; null if there is none that is complete and undamaged. */
    private static byte @Nullable [] next(DataInputStream in, long rest) throws IOException {
        if (rest < RecordWriter.HEAD) {
            return null;
        }
        int length = in.readInt();
        int checksum = in.readInt();
        if (length <= 0 || length > rest - RecordWriter.HEAD) {
            return null;
        }
        byte[] content = in.readNBytes(length);
        return checksum(content) == checksum ? content : null;
    }

    private static RecordReader.@Nullable Content content(RecordReader reader, byte[] bytes) {
        try {
            return reader.read(ByteBuffer.wrap(bytes));
        } catch (BufferUnderflowException e) {
            return null;
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length);
        return (int) checksum.getValue();
    }
}
