package io.fapilog.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The file that names the server and tenant for which the events of a folder are. It contains no secret. A folder of an
 * earlier version has none.
 */
final class Destination {
    static final String NAME = "destination";
    /** The text of a folder without the file. */
    static final String UNKNOWN = "";

    /** The maximum size of the file. */
    static final long MAX_BYTES = 4 << 10;

    private Destination() {}

    /** Writes the file of a new folder. */
    static void write(Disk disk, Path folder, String destination) throws IOException {
        try (Disk.Output file = disk.create(folder.resolve(NAME))) {
            file.write(ByteBuffer.wrap(destination.getBytes(StandardCharsets.UTF_8)));
            // A part of it after a power failure would be another destination.
            file.force();
        }
    }

    /** The destination of {@code folder}, or {@link #UNKNOWN}. */
    static String read(Disk disk, Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        try {
            if (disk.size(file) > MAX_BYTES) {
                throw new IOException(file + " is too large for an address");
            }
            return new String(disk.read(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return UNKNOWN;
        }
    }
}
