package io.fapilog.loki;

import java.util.ArrayList;
import java.util.List;

/**
 * What one push carries: bytes that never change, so that a push that is repeated is the same, and Loki drops what it
 * has already. Worker only, but for the body, which the HTTP client reads.
 */
final class SealedBatch {
    private final Wire wire;
    private final byte[] body;
    private final Round round;
    private final int events;
    private final int streams;
    private final Span span;
    private final boolean metadata;
    private final Positions positions;
    private final String tenant;
    private int retries;
    private boolean sent;
    private boolean repeatedAtOnce;

    private SealedBatch(
            Wire wire,
            List<Piece> pieces,
            Round round,
            Span span,
            boolean metadata,
            Positions positions,
            String tenant) {
        this.wire = wire;
        this.body = wire.seal(pieces);
        this.round = round;
        this.events = pieces.stream().mapToInt(Piece::events).sum();
        this.streams = pieces.size();
        this.span = span;
        this.metadata = metadata;
        this.positions = positions;
        this.tenant = tenant;
    }

    /**
     * A batch of {@code pieces}.
     *
     * @param positions where their events are in the spool
     * @param tenant the tenant whose events they are; empty for that of the sink
     */
    static SealedBatch of(
            Wire wire,
            List<Piece> pieces,
            Round round,
            Span span,
            boolean metadata,
            Positions positions,
            String tenant) {
        return new SealedBatch(wire, pieces, round, span, metadata, positions, tenant);
    }

    byte[] body() {
        return body;
    }

    Round round() {
        return round;
    }

    /** Where its events are settled. */
    Account account() {
        return round.account();
    }

    Positions positions() {
        return positions;
    }

    /** Whether the spool has all of it. */
    boolean isKept() {
        return positions.kept() == events;
    }

    /** The tenant whose events these are; empty for that of the sink. */
    String tenant() {
        return tenant;
    }

    int events() {
        return events;
    }

    int streams() {
        return streams;
    }

    /** From when to when its events may be. */
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

    /** Notes that this is sent now. Returns whether it was before. */
    boolean markSent() {
        boolean before = sent;
        sent = true;
        return before;
    }

    /** Whether this may be sent again at once, as it may a single time. */
    boolean takeRepetitionAtOnce() {
        boolean may = !repeatedAtOnce;
        repeatedAtOnce = true;
        return may;
    }

    /** The two halves of this, which must have at least two events. */
    List<SealedBatch> split() {
        List<Piece> first = new ArrayList<>();
        List<Piece> second = new ArrayList<>();
        int wanted = events / 2;
        for (Piece piece : wire.open(body)) {
            int taken = Math.min(wanted, piece.events());
            wanted -= taken;
            int border = skip(piece, taken);
            addTo(first, piece, piece.from(), border, taken);
            addTo(second, piece, border, piece.to(), piece.events() - taken);
        }
        return List.of(
                new SealedBatch(wire, first, round, span, metadata, positions.part(0, events / 2), tenant),
                new SealedBatch(wire, second, round, span, metadata, positions.part(events / 2, events), tenant));
    }

    /** The same without metadata. */
    SealedBatch withoutMetadata() {
        List<Piece> plain = new ArrayList<>();
        for (Piece piece : wire.open(body)) {
            Bytes entries = new Bytes(piece.to() - piece.from());
            for (int at = piece.from(); at < piece.to(); at = wire.next(piece.array(), at)) {
                wire.withoutMetadata(piece.array(), at, entries);
            }
            plain.add(new Piece(piece.labels(), entries.array(), 0, entries.length(), piece.events()));
        }
        return new SealedBatch(wire, plain, round, span, false, positions, tenant);
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
