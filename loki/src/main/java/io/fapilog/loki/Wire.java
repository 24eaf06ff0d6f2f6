package io.fapilog.loki;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A format of pushes: writes them, and reads them back to take them apart. Not thread-safe. */
interface Wire {
    /** The {@code Content-Type} of a push. */
    String contentType();

    /** The {@code Content-Encoding} of a push, or null for none. */
    @Nullable
    String contentEncoding();

    /** Encodes the labels of a stream. */
    byte[] labels(SortedMap<String, String> labels);

    /** Appends an entry to {@code out}; its line is in the first {@code length} bytes of {@code line}. */
    void entry(WireBuffer out, long timestamp, byte[] line, int length, Metadata metadata);

    /** Makes the body of a push of {@code pieces}. */
    byte[] seal(List<Piece> pieces);

    /** Reads a body that {@link #seal} has made. */
    List<Piece> parse(byte[] body);

    /** The index behind the entry that begins at {@code at}. */
    int next(byte[] array, int at);

    /** The time stamp of the entry that begins at {@code at}. */
    long timestamp(byte[] array, int at);

    /** Appends the line of the entry that begins at {@code at} to {@code out}. */
    void line(byte[] array, int at, WireBuffer out);

    /** Appends the entry that begins at {@code at} to {@code out}, without its structured metadata. */
    void withoutMetadata(byte[] array, int at, WireBuffer out);
}
