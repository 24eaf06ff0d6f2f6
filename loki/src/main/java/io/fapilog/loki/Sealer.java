package io.fapilog.loki;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes sealed batches of the batches of streams. Each stream gets a push of its own while the streams are few, since
 * Loki reports the refusals of the last stream of a push only; many streams share pushes, since a request for each
 * would cost more than the exact answer is worth. Worker only.
 */
final class Sealer {
    private final Wire wire;
    private final BatchLimits limits;

    Sealer(Wire wire, BatchLimits limits) {
        this.wire = wire;
        this.limits = limits;
    }

    /**
     * Seals {@code batches}, in order, and leaves them as they are.
     *
     * @param streams the number of different streams among them
     * @param group the group of their events
     */
    List<SealedBatch> seal(List<StreamBatch> batches, int streams, Settlement.Group group) {
        List<SealedBatch> sealed = new ArrayList<>();
        List<StreamBatch> shared = new ArrayList<>();
        long start = group.start();
        for (StreamBatch batch : batches) {
            if (!shared.isEmpty() && (streams <= BatchLimits.FEW_STREAMS || !fits(shared, batch))) {
                sealed.add(together(shared, group, start));
                start += shared.stream().mapToInt(StreamBatch::events).sum();
                shared.clear();
            }
            shared.add(batch);
        }
        if (!shared.isEmpty()) {
            sealed.add(together(shared, group, start));
        }
        return sealed;
    }

    private boolean fits(List<StreamBatch> shared, StreamBatch next) {
        long counted = next.counted();
        long message = next.message();
        for (StreamBatch batch : shared) {
            counted += batch.counted();
            message += batch.message();
        }
        return limits.allow(counted, message) && shared.get(0).tenant().equals(next.tenant());
    }

    private SealedBatch together(List<StreamBatch> shared, Settlement.Group group, long start) {
        List<Piece> pieces = new ArrayList<>();
        SpoolPositions positions = new SpoolPositions();
        Span span = Span.EMPTY;
        boolean metadata = false;
        for (StreamBatch batch : shared) {
            pieces.add(batch.piece());
            positions.addAll(batch.positions());
            span = span.with(batch.span());
            metadata |= batch.hasMetadata();
        }
        return new SealedBatch(
                wire,
                pieces,
                group,
                start,
                span,
                metadata,
                positions,
                shared.get(0).tenant());
    }
}
