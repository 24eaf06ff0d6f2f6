package io.fapilog.loki;

import io.fapilog.DropReason;
import io.fapilog.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch that is complete: immutable bytes, so that a retry sends the identical push and Loki drops the entries that
 * it has already. It ends exactly once: {@link #delivered}, {@link #rejected}, {@link #uncertain}, {@link #drop} or
 * {@link #release}; or it is replaced by batches made of it. Worker only, except for the body, which the transport
 * reads.
 */
final class SealedBatch {
    /** The approximate memory of the objects without what they hold. */
    private static final int OVERHEAD = 300;

    private final Wire wire;
    private final byte[] body;
    private final Settlement.Group group;
    private final long start;
    private final int events;
    private final int streams;
    private final Span span;
    private final boolean metadata;
    private final SpoolPositions positions;
    private final String tenant;
    private final Suspicion suspicion;
    private @Nullable Suspicion rival;
    private int retries;
    private boolean sent;
    private boolean retriedAtOnce;
    /** None of its events is below this level. */
    private Level least = Level.TRACE;

    /**
     * Seals {@code pieces}.
     *
     * @param group the group that their events are part of
     * @param start the position of the first event in the order of its source
     * @param span the time stamps of their events
     * @param metadata whether any of them has structured metadata
     * @param positions where they are in the spool
     * @param tenant their tenant; empty for the tenant of the sink
     */
    SealedBatch(
            Wire wire,
            List<Piece> pieces,
            Settlement.Group group,
            long start,
            Span span,
            boolean metadata,
            SpoolPositions positions,
            String tenant) {
        this(wire, pieces, group, start, span, metadata, positions, tenant, new Suspicion());
    }

    private SealedBatch(
            Wire wire,
            List<Piece> pieces,
            Settlement.Group group,
            long start,
            Span span,
            boolean metadata,
            SpoolPositions positions,
            String tenant,
            Suspicion suspicion) {
        this.wire = wire;
        this.body = wire.seal(pieces);
        this.group = group;
        this.start = start;
        this.events = pieces.stream().mapToInt(Piece::events).sum();
        this.streams = pieces.size();
        this.span = span;
        this.metadata = metadata;
        this.positions = positions;
        this.tenant = tenant;
        this.suspicion = suspicion;
    }

    /** Ends the batch: the server has stored it. */
    void delivered() {
        group.delivered(events, positions);
    }

    /** Ends the batch: the server has refused {@code refused} of its events for good and stored the others. */
    void rejected(long refused) {
        group.rejected(refused, events, positions);
    }

    /** Ends the batch: the server has refused an unknown number of its events and stored the others. */
    void uncertain() {
        group.uncertain(events, positions);
    }

    /** Ends the batch: its events are dropped, also from the spool. */
    void drop(DropReason reason) {
        group.drop(reason, events, positions);
    }

    /** Ends the batch in memory: events on disk stay there as spooled, the others are dropped. */
    void release(DropReason reason) {
        group.release(reason, events, positions);
    }

    byte[] body() {
        return body;
    }

    /** The memory of the batch in bytes. */
    long bytes() {
        return OVERHEAD + body.length + positions.bytes();
    }

    /** The position of its first event in the order of its source; batches of one source are sent in this order. */
    long start() {
        return start;
    }

    /** Whether its events were read back from the spool. */
    boolean isReplay() {
        return group.isReplay();
    }

    /** Whether all of its events are on disk. */
    boolean isOnDisk() {
        return positions.onDisk() == events;
    }

    /** The tenant of the events; empty for the tenant of the sink. */
    String tenant() {
        return tenant;
    }

    int events() {
        return events;
    }

    int streams() {
        return streams;
    }

    /** The time stamps of the events: none is older or newer. */
    Span span() {
        return span;
    }

    boolean hasMetadata() {
        return metadata;
    }

    int retries() {
        return retries;
    }

    void countRetry() {
        retries++;
    }

    /** Counts the retries of {@code whole}, of which this is a part, as retries of this. */
    void countRetriesOf(SealedBatch whole) {
        retries = whole.retries;
    }

    /** The events as they are sent, in their order. */
    List<SentEvent> sentEvents() {
        List<SentEvent> sent = new ArrayList<>();
        for (Piece piece : wire.parse(body)) {
            int next;
            for (int at = piece.from(); at < piece.to(); at = next) {
                next = wire.next(piece.array(), at);
                WireBuffer line = new WireBuffer(next - at);
                wire.line(piece.array(), at, line);
                byte[] bytes = line.copy();
                sent.add(new SentEvent(wire.timestamp(piece.array(), at), bytes, next - at - bytes.length));
            }
        }
        return sent;
    }

    /** What speaks against the content of the batch. */
    Suspicion suspicion() {
        return suspicion;
    }

    /** Sets the suspicion of the batch that a coin decides to leave aside while this is sent; null for none. */
    void setRival(@Nullable Suspicion other) {
        rival = other;
    }

    /** Removes and returns that suspicion. */
    @Nullable
    Suspicion takeRival() {
        Suspicion taken = rival;
        rival = null;
        return taken;
    }

    /** Records that the batch is sent now. Returns whether it was sent before. */
    boolean markSent() {
        boolean before = sent;
        sent = true;
        return before;
    }

    /** Whether the batch may be sent again without backoff; true once. */
    boolean takeRetryAtOnce() {
        boolean may = !retriedAtOnce;
        retriedAtOnce = true;
        return may;
    }

    /** The two halves of this batch, which must have at least two events. They take its place, aside if it was. */
    List<SealedBatch> split() {
        return split(suspicion.isAside());
    }

    /** The same halves, which are aside only if {@code aside}. */
    List<SealedBatch> split(boolean aside) {
        List<Piece> first = new ArrayList<>();
        List<Piece> second = new ArrayList<>();
        int wanted = events / 2;
        for (Piece piece : wire.parse(body)) {
            int taken = Math.min(wanted, piece.events());
            wanted -= taken;
            int border = skip(piece, taken);
            addTo(first, piece, piece.from(), border, taken);
            addTo(second, piece, border, piece.to(), piece.events() - taken);
        }
        int half = events / 2;
        return List.of(
                part(first, start, positions.part(0, half), aside),
                part(second, start + half, positions.part(half, events), aside));
    }

    /** The same events without structured metadata, in a batch that takes the place of this one. */
    SealedBatch withoutMetadata() {
        List<Piece> plain = new ArrayList<>();
        for (Piece piece : wire.parse(body)) {
            WireBuffer entries = new WireBuffer(piece.to() - piece.from());
            for (int at = piece.from(); at < piece.to(); at = wire.next(piece.array(), at)) {
                wire.withoutMetadata(piece.array(), at, entries);
            }
            plain.add(new Piece(piece.labels(), entries.array(), 0, entries.length(), piece.events()));
        }
        return new SealedBatch(wire, plain, group, start, span, false, positions, tenant, suspicion);
    }

    /** Whether events below {@code level} may be among its events, none of which is on disk. */
    boolean mayHaveBelow(Level level) {
        return positions.onDisk() == 0 && !least.isAtLeast(level);
    }

    /**
     * The events that are at least of {@code level}, in a batch that takes the place of this one: this batch itself if
     * all are, null if none is. Their bytes stay the same, so that Loki recognises them. Whoever replaces the batch
     * {@linkplain #dropPart drops} the others.
     */
    @Nullable
    SealedBatch atLeast(Level level) {
        List<Piece> kept = new ArrayList<>();
        for (Piece piece : wire.parse(body)) {
            Piece part = atLeast(level, piece);
            if (part.events() > 0) {
                kept.add(part);
            }
        }
        int left = kept.stream().mapToInt(Piece::events).sum();
        if (left == events) {
            least = level;
            return this;
        }
        return left == 0 ? null : thinned(level, kept, left);
    }

    /** Drops {@code count} events of the batch, which is replaced by one without them. */
    void dropPart(int count) {
        group.drop(DropReason.OVERFLOW, count, new SpoolPositions());
    }

    private Piece atLeast(Level level, Piece piece) {
        WireBuffer entries = new WireBuffer(piece.to() - piece.from());
        int count = 0;
        int next;
        for (int at = piece.from(); at < piece.to(); at = next) {
            next = wire.next(piece.array(), at);
            WireBuffer line = new WireBuffer(next - at);
            wire.line(piece.array(), at, line);
            if (LineLevel.of(line.copy()).isAtLeast(level)) {
                entries.put(piece.array(), at, next - at);
                count++;
            }
        }
        return new Piece(piece.labels(), entries.array(), 0, entries.length(), count);
    }

    private SealedBatch thinned(Level level, List<Piece> kept, int left) {
        SealedBatch thinned =
                new SealedBatch(wire, kept, group, start, span, metadata, positions.part(0, left), tenant, suspicion);
        thinned.least = level;
        thinned.retries = retries;
        thinned.sent = sent;
        thinned.retriedAtOnce = retriedAtOnce;
        return thinned;
    }

    private SealedBatch part(List<Piece> pieces, long first, SpoolPositions where, boolean aside) {
        Suspicion own = aside ? Suspicion.ofPart() : new Suspicion();
        return new SealedBatch(wire, pieces, group, first, span, metadata, where, tenant, own);
    }

    private int skip(Piece piece, int count) {
        int at = piece.from();
        for (int i = 0; i < count; i++) {
            at = wire.next(piece.array(), at);
        }
        return at;
    }

    private static void addTo(List<Piece> pieces, Piece piece, int from, int to, int events) {
        if (events > 0) {
            pieces.add(new Piece(piece.labels(), piece.array(), from, to, events));
        }
    }
}
