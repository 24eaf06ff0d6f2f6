package io.fapilog.cli.input;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * How much of a file was delivered, as the state keeps it. The file is recognised by its key and its content, not by its
 * name.
 *
 * @param path the name under which the file was given or found
 * @param key the lasting part of its key
 * @param position the number of bytes that were delivered
 * @param size the size of the file when it was last seen
 * @param modified when it was last modified, in milliseconds since the epoch
 * @param head the beginning of the delivered bytes
 * @param tail the end of the delivered bytes
 */
record FileEntry(String path, String key, long position, long size, long modified, Fingerprint head, Fingerprint tail) {
    /** Whether {@code file} has the delivered bytes. */
    boolean fits(FileChannel file) throws IOException {
        return file.size() >= position && head.matches(file, 0) && tail.matches(file, position - tail.length());
    }

    /** Bytes that were seen but not delivered. */
    long missing() {
        return Math.max(0, size - position);
    }
}
