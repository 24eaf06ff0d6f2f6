package io.fapilog.loki;

import io.fapilog.config.SinkUri;
import io.fapilog.spi.Spool;
import io.fapilog.testkit.RecordingLedger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Sealed batches without a sink, and the settlement, ledger and spool in which they end. */
final class TestBatches {
    final RecordingLedger ledger = new RecordingLedger();
    final RecordingSpool spool = new RecordingSpool();
    final Settlement settlement = new Settlement(ledger, listener -> spool);
    private final Wire wire = new ProtobufWire();

    /** A batch of {@code events} fresh events, none of which is on disk. */
    SealedBatch fresh(int events) {
        return batch(append(events), events, 1, new Span(0, 0), positions(events, false));
    }

    /** A batch of {@code events} fresh events, which are on disk. */
    SealedBatch freshOnDisk(int events) {
        return batch(append(events), events, 1, new Span(0, 0), positions(events, true));
    }

    /** A batch of two fresh events with the time stamps of {@code span}. */
    SealedBatch fresh(Span span) {
        return batch(append(2), 2, 1, span, positions(2, false));
    }

    /** A batch of two replayed events with the time stamps of {@code span}. */
    SealedBatch replayed(Span span) {
        return batch(settlement.replay(2), 2, 1, span, positions(2, true));
    }

    /** A batch of {@code events} fresh events in each of {@code streams} streams, with structured metadata. */
    SealedBatch withMetadata(int events, int streams) {
        int all = events * streams;
        return batch(append(all), events, streams, new Span(0, 0), positions(all, false));
    }

    /** An empty send queue. */
    SendQueue sendQueue() {
        return new SendQueue(spoolSide());
    }

    /** The disk side of a sink with the recording spool. */
    SpoolSide spoolSide() {
        LokiSettings settings = LokiSettings.read(SinkUri.parse("loki://h"), SinkRig.DEFAULTS);
        SinkRig context = new SinkRig("loki://h");
        Reporter reporter = new Reporter(context, new Redaction(List::of), "loki://h");
        BatchLimits limits = new BatchLimits(1 << 20);
        Replay replay = new Replay(wire, limits, new Sealer(wire, limits));
        return new SpoolSide(settings, settlement, replay, context, reporter);
    }

    private Settlement.Group append(int events) {
        for (int i = 0; i < events; i++) {
            settlement.appended();
        }
        return settlement.seal();
    }

    private SealedBatch batch(
            Settlement.Group group, int eventsOfAStream, int streams, Span span, SpoolPositions positions) {
        List<Piece> pieces = new ArrayList<>();
        for (int stream = 0; stream < streams; stream++) {
            pieces.add(piece("stream " + stream, eventsOfAStream));
        }
        return new SealedBatch(wire, pieces, group, group.start(), span, true, positions, "");
    }

    private Piece piece(String stream, int events) {
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put("app", stream);
        byte[] line = "{}".getBytes(StandardCharsets.UTF_8);
        WireBuffer entries = new WireBuffer(16);
        for (int i = 0; i < events; i++) {
            wire.entry(entries, i, line, line.length, new Metadata());
        }
        return new Piece(wire.labels(labels), entries.array(), 0, entries.length(), events);
    }

    /** Positions 0, 1, 2 and so on, or none. */
    static SpoolPositions positions(int events, boolean onDisk) {
        SpoolPositions positions = new SpoolPositions();
        for (int i = 0; i < events; i++) {
            positions.add(onDisk ? i : Spool.NOT_ON_DISK);
        }
        return positions;
    }
}
