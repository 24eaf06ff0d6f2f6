package io.fapilog.loki;

import io.fapilog.spi.Spool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Makes sealed batches of events that were read back from the spool, with the labels, time stamp and line that they
 * had. Worker only.
 */
final class Replay {
    private final Wire wire;
    private final BatchLimits limits;
    private final Sealer sealer;
    private final Metadata metadata = new Metadata();
    private final SpareBuffers spares = new SpareBuffers(0);

    Replay(Wire wire, BatchLimits limits, Sealer sealer) {
        this.wire = wire;
        this.limits = limits;
        this.sealer = sealer;
    }

    /**
     * Seals {@code events}, which are those of {@code group}.
     *
     * @param tenants returns the tenant of an event
     */
    List<SealedBatch> seal(List<Spool.Stored> events, Function<Spool.Entry, String> tenants, Settlement.Group group) {
        Map<Stream, StreamBatch> open = new LinkedHashMap<>();
        List<StreamBatch> batches = new ArrayList<>();
        for (Spool.Stored event : events) {
            Spool.Entry entry = event.entry();
            Stream stream = new Stream(tenants.apply(entry), entry.labels());
            int size = entry.line().length + readMetadata(entry);
            StreamBatch batch = open.get(stream);
            if (batch == null || !batch.hasRoom(limits, size, metadata)) {
                batch = new StreamBatch(wire, stream.tenant(), new TreeMap<>(stream.labels()), spares);
                open.put(stream, batch);
                batches.add(batch);
            }
            batch.add(entry.time(), entry.line(), entry.line().length, metadata, event.position());
        }
        return sealer.seal(batches, open.size(), group);
    }

    /** Encodes the metadata of {@code entry}. Returns its size, as Loki counts it. */
    private int readMetadata(Spool.Entry entry) {
        metadata.clear();
        entry.metadata().forEach((name, value) -> metadata.add(name.getBytes(StandardCharsets.UTF_8), value));
        return metadata.bytes();
    }

    /** The identity of a stream. */
    private record Stream(String tenant, Map<String, String> labels) {}
}
