package io.fapilog.loki;

import io.fapilog.spi.Spool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes pushes of events that were read back from the spool, with the labels, the tenant and the time that they had.
 */
final class Replay {
    private final Wire wire;
    private final int mostBytes;
    private final Metadata metadata = new Metadata();

    /** Pushes of at most {@code mostBytes} of lines and metadata. */
    Replay(Wire wire, int mostBytes) {
        this.wire = wire;
        this.mostBytes = mostBytes;
    }

    /** Seals {@code records}, which are those of {@code round}: one push for each stream, unless there are many. */
    List<SealedBatch> seal(List<Spool.Stored> records, Round round) {
        Map<Key, Part> open = new LinkedHashMap<>();
        List<Part> parts = new ArrayList<>();
        for (Spool.Stored each : records) {
            Key key = new Key(each.entry().tenant(), each.entry().labels());
            Part part = open.get(key);
            int size = encode(each.entry());
            if (part == null || !part.hasRoom(size, messageSize(size))) {
                part = new Part(key.tenant(), wire.labels(new TreeMap<>(key.labels())));
                open.put(key, part);
                parts.add(part);
            }
            part.add(each, size);
        }
        List<SealedBatch> sealed = new ArrayList<>();
        List<Part> group = new ArrayList<>();
        for (Part part : parts) {
            if (!group.isEmpty() && (open.size() <= OpenBatch.FEW_STREAMS || !fits(group, part))) {
                sealed.add(together(group, round));
                group.clear();
            }
            group.add(part);
        }
        if (!group.isEmpty()) {
            sealed.add(together(group, round));
        }
        return sealed;
    }

    private SealedBatch together(List<Part> group, Round round) {
        List<Piece> pieces = new ArrayList<>();
        Positions positions = new Positions();
        Span span = Span.EMPTY;
        boolean withMetadata = false;
        for (Part part : group) {
            pieces.add(new Piece(part.labels, part.entries.array(), 0, part.entries.length(), part.events));
            positions.addAll(part.positions);
            span = span.with(part.span.oldest()).with(part.span.newest());
            withMetadata |= part.withMetadata;
        }
        return SealedBatch.of(wire, pieces, round, span, withMetadata, positions, group.get(0).tenant);
    }

    private boolean fits(List<Part> group, Part next) {
        long counted = next.counted;
        long message = next.message;
        for (Part part : group) {
            counted += part.counted;
            message += part.message;
        }
        return counted <= mostBytes
                && message <= OpenBatch.LARGEST_MESSAGE
                && group.get(0).tenant.equals(next.tenant);
    }

    /** Makes the metadata of {@code entry} ready. Returns its size, as Loki counts it. */
    private int encode(Spool.Entry entry) {
        metadata.clear();
        entry.metadata().forEach((name, value) -> metadata.add(name.getBytes(StandardCharsets.UTF_8), value));
        return entry.line().length + metadata.bytes();
    }

    private int messageSize(int size) {
        return size + OpenBatch.ENTRY_OVERHEAD + 8 * metadata.count();
    }

    /** What a stream is told by. */
    private record Key(String tenant, Map<String, String> labels) {}

    /** Events of one stream. */
    private final class Part {
        private final String tenant;
        private final byte[] labels;
        private final Bytes entries = new Bytes(4 << 10);
        private final Positions positions = new Positions();
        private int events;
        private int counted;
        private int message;
        private Span span = Span.EMPTY;
        private boolean withMetadata;

        Part(String tenant, byte[] labels) {
            this.tenant = tenant;
            this.labels = labels;
            this.message = labels.length + OpenBatch.ENTRY_OVERHEAD;
        }

        boolean hasRoom(int size, int messageSize) {
            return counted + size <= mostBytes && message + messageSize <= OpenBatch.LARGEST_MESSAGE;
        }

        void add(Spool.Stored each, int size) {
            byte[] line = each.entry().line();
            wire.entry(entries, each.entry().time(), line, line.length, metadata);
            positions.add(each.position());
            events++;
            counted += size;
            message += messageSize(size);
            span = span.with(each.entry().time());
            withMetadata |= metadata.count() > 0;
        }
    }
}
