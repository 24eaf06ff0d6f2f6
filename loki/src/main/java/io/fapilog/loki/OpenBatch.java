package io.fapilog.loki;

import io.fapilog.LogEvent;
import io.fapilog.json.JsonLine;
import io.fapilog.spi.Spool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has been encoded and not sealed. An event is first {@linkplain #prepare prepared}, so that its size is known,
 * and then {@linkplain #add added}. Worker only.
 */
final class OpenBatch {
    /**
     * What Loki adds to each entry before it passes the push on, which counts against its 4 MiB, plus our own framing.
     */
    static final int ENTRY_OVERHEAD = 80;
    /** The most that a push may have grown to by then; below 4 MiB. */
    static final int LARGEST_MESSAGE = 3_800_000;
    /** Up to so many streams each get their own push. */
    static final int FEW_STREAMS = 8;

    private static final int KEPT = 4 << 20;
    private static final int KEPT_OF_MANY = 64 << 10;

    private final Streams streams;
    private final Wire wire;
    private final JsonLine line;
    private final int mostBytes;

    private @Nullable OpenStream stream;
    private long timestamp;
    private int events;
    private int counted;
    private int message;
    private int memory;
    private Span span = Span.EMPTY;
    private boolean metadata;

    OpenBatch(Streams streams, Wire wire, BatchSettings settings) {
        this.streams = streams;
        this.wire = wire;
        this.line = new JsonLine(settings.maxLine());
        this.mostBytes = settings.bytes();
    }

    /** Encodes the line and finds the stream of {@code event}, and takes nothing yet. */
    void prepare(LogEvent event) {
        OpenStream found = streams.of(event);
        timestamp = found.timeOf(event.timestamp());
        line.encode(event, timestamp);
        stream = found;
    }

    /** Whether the prepared event can be added without making this more than a push may be. */
    boolean hasRoom() {
        return events == 0 || (counted + size() <= mostBytes && message + messageSize() <= LARGEST_MESSAGE);
    }

    /** The prepared event, as a spool keeps it. */
    Spool.Entry entry(String tenant) {
        OpenStream target = Objects.requireNonNull(stream, "nothing is prepared");
        byte[] copy = Arrays.copyOf(line.bytes(), line.length());
        return new Spool.Entry(
                tenant, target.pairs(), timestamp, streams.metadata().asMap(), copy);
    }

    /**
     * Takes the prepared event, which is at {@code position} of the spool. Should this throw, nothing has been taken.
     */
    void add(long position) {
        OpenStream target = Objects.requireNonNull(stream, "nothing is prepared");
        int before = target.bytes();
        // Made first: once the stream has the entry, nothing may fail.
        Span wider = span.with(timestamp);
        target.add(wire, timestamp, line, streams.metadata(), position);
        memory += target.bytes() - before;
        message += messageSize() + (before == 0 ? target.labelBytes() + ENTRY_OVERHEAD : 0);
        counted += size();
        span = wider;
        metadata |= streams.metadata().count() > 0;
        events++;
    }

    /** Whether the line of the prepared event was cut. */
    boolean isCut() {
        return line.isCut();
    }

    int events() {
        return events;
    }

    /** The memory that the events hold. */
    int bytes() {
        return memory;
    }

    /** The lines and metadata, as Loki counts them. */
    int counted() {
        return counted;
    }

    /**
     * Ends this and begins anew: pushes of one stream each when the streams are few, else of as many as there are,
     * since a request for each would cost more than the exact answer is worth.
     */
    List<SealedBatch> seal(Round round) {
        List<SealedBatch> sealed = new ArrayList<>();
        List<OpenStream> open = streams.open();
        if (open.size() <= FEW_STREAMS) {
            for (OpenStream single : open) {
                sealed.add(seal(List.of(single), round));
            }
        } else {
            sealed.add(seal(open, round));
        }
        clear(open);
        return sealed;
    }

    /** Where everything is in the spool. */
    Positions positions() {
        return positions(streams.open());
    }

    /** Whether there is something, and the spool has all of it. */
    boolean isKept() {
        return events > 0 && positions().kept() == events;
    }

    /** Forgets everything. Returns how many events that were. */
    int discard() {
        int discarded = events;
        clear(streams.open());
        return discarded;
    }

    private SealedBatch seal(List<OpenStream> some, Round round) {
        List<Piece> pieces = some.stream().map(OpenStream::piece).toList();
        return SealedBatch.of(wire, pieces, round, span, metadata, positions(some), "");
    }

    private static Positions positions(List<OpenStream> some) {
        Positions all = new Positions();
        some.forEach(each -> all.addAll(each.positions()));
        return all;
    }

    private void clear(List<OpenStream> open) {
        events = 0;
        counted = 0;
        message = 0;
        memory = 0;
        span = Span.EMPTY;
        metadata = false;
        open.forEach(each -> each.clear(open.size() == 1 ? KEPT : KEPT_OF_MANY));
    }

    private int size() {
        return line.length() + streams.metadata().bytes();
    }

    private int messageSize() {
        return size() + ENTRY_OVERHEAD + 8 * streams.metadata().count();
    }
}
