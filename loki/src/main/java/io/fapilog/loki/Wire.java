package io.fapilog.loki;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** How a push is written, and read again to be taken apart. Not thread-safe. */
interface Wire {
    /** The {@code Content-Type} of a push. */
    String contentType();

    /** The {@code Content-Encoding} of a push, or null for none. */
    @Nullable
    String contentEncoding();

    /** Writes the labels of a stream. */
    byte[] labels(SortedMap<String, String> labels);

    /** Appends an entry to those of its stream; its line are the first {@code length} bytes of {@code line}. */
    void entry(Bytes out, long timestamp, byte[] line, int length, Metadata metadata);

    /** Makes the body of a push. */
    byte[] seal(List<Piece> pieces);

    /** Reads a body that {@link #seal} made. */
    List<Piece> open(byte[] body);

    /** Where the entry that begins at {@code at} ends. */
    int next(byte[] array, int at);

    /** Appends the entry that begins at {@code at}, without its metadata. */
    void withoutMetadata(byte[] array, int at, Bytes out);
}
