package io.fapilog.loki;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The file of the events that the server has refused. Each is the line that was sent, with the server's words and the
 * time of the refusal as its last fields, {@code rejected_reason} and {@code rejected_at}. Worker only.
 *
 * <p>Loki does not say which events of a push it has refused. With a file, such a push is halved and sent again until
 * the refused events are alone; Loki drops those that it has stored already. The number of these pushes is limited; what
 * is not found with them is written together with the stored events around it, which do no harm when they are sent
 * again.
 */
final class RejectedEvents {
    /** The most pushes that are halved to find the refused events of one push. */
    private static final int MOST_HALVED = 64;

    private final @Nullable Settings settings;
    private final Reporter reporter;
    private int halvesLeft;
    private boolean isFull;

    /**
     * The file that is to be written.
     *
     * @param path the file, to which events are appended
     * @param most the bytes that it may have
     */
    record Settings(Path path, long most) {}

    /** Without {@code settings}, refused events are not kept. */
    RejectedEvents(@Nullable Settings settings, Reporter reporter) {
        this.settings = settings;
        this.reporter = reporter;
    }

    /** What is done about {@code batch}, of which {@code outcome} may say that events were refused. */
    Outcome judge(SealedBatch batch, Outcome outcome, long epochNanos) {
        if (settings == null || outcome.refused() == 0) {
            return outcome;
        }
        if (outcome.refused() != batch.events() && mayHalve(batch)) {
            return Outcome.isolate(batch);
        }
        keep(settings, batch, outcome.theirs(), epochNanos);
        return outcome;
    }

    private boolean mayHalve(SealedBatch batch) {
        halvesLeft = batch.isHalf() ? halvesLeft - 1 : MOST_HALVED;
        return halvesLeft > 0 && batch.events() > 1;
    }

    private void keep(Settings file, SealedBatch batch, String theirs, long epochNanos) {
        WireBuffer ending = ending(reporter.shown(theirs), epochNanos);
        WireBuffer out = new WireBuffer(1 << 12);
        batch.forEachLine(line -> {
            // Without the brace at the end of the line.
            out.put(line.array(), 0, line.length() - 1);
            out.put(ending.array(), 0, ending.length());
        });
        try {
            append(file, out);
        } catch (IOException e) {
            reporter.warn("rejected file", "refused events could not be written to " + file.path(), Hints.words(e));
        }
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
