package io.fapilog.loki;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file of the events that the server has refused. Each is the line that was sent, with the server's words and the
 * time of the refusal as its last fields, {@code rejected_reason} and {@code rejected_at}. If {@linkplain RefusedEvents
 * the words do not tell} which events of a push were refused, the file has all of them, and the reason says so. Worker
 * only.
 */
final class RejectedFile {
    private final @Nullable Settings settings;
    private final Reporter reporter;
    private boolean isFull;

    /**
     * The file that is to be written.
     *
     * @param path the file, to which events are appended
     * @param most the bytes that it may have
     */
    record Settings(Path path, long most) {}

    /** Without {@code settings}, refused events are not kept. */
    RejectedFile(@Nullable Settings settings, Reporter reporter) {
        this.settings = settings;
        this.reporter = reporter;
    }

    /** Keeps the events of {@code batch} that the server has refused, if {@code outcome} says that there are any. */
    void keep(SealedBatch batch, Outcome outcome, long epochNanos) {
        if (settings != null && outcome.refused() != 0) {
            try {
                append(settings, lines(batch, outcome, epochNanos));
            } catch (IOException | RuntimeException e) {
                String own = "refused events could not be written to " + settings.path();
                reporter.warn("rejected file", own, Hints.words(e));
            }
        }
    }

    private WireBuffer lines(SealedBatch batch, Outcome outcome, long epochNanos) {
        List<SentEvent> refused = RefusedEvents.of(batch.sentEvents(), outcome.refused(), outcome.theirs());
        WireBuffer ending = ending(reason(outcome, refused.size()), epochNanos);
        WireBuffer out = new WireBuffer(1 << 12);
        for (SentEvent event : refused) {
            // Without the brace at the end of the line.
            out.put(event.line(), 0, event.line().length - 1);
            out.put(ending.array(), 0, ending.length());
        }
        return out;
    }

    private String reason(Outcome outcome, int kept) {
        String words = reporter.shown(outcome.theirs());
        if (outcome.refused() == kept) {
            return words;
        }
        String share = outcome.refused() < 0 ? "an unknown number" : Long.toString(outcome.refused());
        return "(" + share + " of these " + kept + " events) " + words;
    }

    private static WireBuffer ending(String reason, long epochNanos) {
        WireBuffer ending = new WireBuffer(256);
        ending.ascii(",\"rejected_reason\":");
        JsonWire.string(ending, reason.getBytes(StandardCharsets.UTF_8));
        ending.ascii(",\"rejected_at\":\"" + Instant.ofEpochSecond(0, epochNanos) + "\"}\n");
        return ending;
    }

    /** Appends all at once, so that several processes may share the file. */
    private void append(Settings file, WireBuffer out) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file.path(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            if (channel.size() + out.length() <= file.most()) {
                ByteBuffer bytes = ByteBuffer.wrap(out.array(), 0, out.length());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                isFull = false;
            } else if (!isFull) {
                isFull = true;
                String own = "refused events are no longer written to " + file.path()
                        + ", which has reached rejected_max; move the file away";
                reporter.warn("rejected file", own, "");
            }
        }
    }
}
