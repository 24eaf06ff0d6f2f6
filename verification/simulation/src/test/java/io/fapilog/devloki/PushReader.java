package io.fapilog.devloki;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the body of a push as the development server does, which shares no code with the sink. */
public final class PushReader {
    private PushReader() {}

    /** A stream of a push. */
    public record Stream(Map<String, String> labels, List<Entry> entries) {}

    /** An entry of a stream. */
    public record Entry(long nanos, String line, boolean withMetadata) {}

    /**
     * Reads {@code body}.
     *
     * @throws AssertionError if Loki could not read it either
     */
    public static List<Stream> read(String contentType, @Nullable String contentEncoding, byte[] body) {
        try {
            List<Stream> streams = new ArrayList<>();
            for (RawStream raw : PushBody.open(contentType, contentEncoding, body, body.length, Limits.defaults())
                    .streams()) {
                List<Entry> entries = new ArrayList<>();
                for (RawEntry entry : raw.entries()) {
                    boolean withMetadata = !entry.metadata().isEmpty();
                    entries.add(new Entry(entry.nanos(), entry.line(), withMetadata));
                }
                streams.add(new Stream(LabelParser.parse(raw.labels()).asMap(), entries));
            }
            return streams;
        } catch (BadPush e) {
            throw new AssertionError("a push cannot be read: " + e.text(), e);
        }
    }
}
