package io.fapilog.devloki;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes a push from its streams to its verdict, in Loki's order of checks. Thread-safe. */
final class Distributor {
    private final Limits limits;
    private final InstantSource clock;
    private final Store store;
    private final Map<String, TokenBucket> buckets = new HashMap<>();

    Distributor(Limits limits, InstantSource clock, Store store) {
        this.limits = limits;
        this.clock = clock;
        this.store = store;
    }

    /** Stores what is right in {@code streams}. */
    PushVerdict push(String tenant, List<RawStream> streams) throws BadPush {
        List<LabelSet> labels = new ArrayList<>(streams.size());
        for (RawStream stream : streams) {
            labels.add(ServiceName.added(LabelParser.parse(stream.labels())));
        }
        if (streams.isEmpty()) {
            throw new BadPush(422, "error at least one valid stream is required for ingestion");
        }
        Instant now = clock.instant();
        PushRules rules = new PushRules(limits, now);
        for (int i = 0; i < streams.size(); i++) {
            rules.check(labels.get(i), streams.get(i).entries());
        }
        store.rejected(rules.rejected());
        if (rules.batches().isEmpty()) {
            return rules.verdict();
        }
        checkRate(tenant, rules.batches(), now);
        checkGrpcSize(rules.batches());
        PushVerdict refused = store.append(tenant, rules.batches(), now);
        // As in Loki, a refusal at the second stage hides those of the first.
        return refused.equals(PushVerdict.STORED) ? rules.verdict() : refused;
    }

    void clear() {
        synchronized (buckets) {
            buckets.clear();
        }
    }

    private void checkRate(String tenant, List<Batch> batches, Instant now) throws BadPush {
        if (limits.tenantRate() == 0) {
            return;
        }
        long bytes = batches.stream().mapToLong(Batch::countedBytes).sum();
        int lines = lines(batches);
        synchronized (buckets) {
            TokenBucket bucket = buckets.computeIfAbsent(
                    tenant, any -> new TokenBucket(limits.tenantRate(), limits.tenantBurst(), now));
            if (bucket.take(bytes, now)) {
                return;
            }
        }
        store.rejected(lines);
        throw new BadPush(
                429,
                "ingestion rate limit exceeded for user " + tenant + " (limit: " + limits.tenantRate()
                        + " bytes/sec) while attempting to ingest '" + lines + "' lines totaling '" + bytes
                        + "' bytes, reduce log volume or contact your Loki administrator to see if the limit can be"
                        + " increased");
    }

    private void checkGrpcSize(List<Batch> batches) throws BadPush {
        if (limits.maxGrpcBytes() == 0) {
            return;
        }
        long size = batches.stream().mapToLong(Batch::wireSize).sum();
        if (size > limits.maxGrpcBytes()) {
            store.rejected(lines(batches));
            throw new BadPush(
                    500,
                    "rpc error: code = ResourceExhausted desc = grpc: received message larger than max (" + size
                            + " vs. " + limits.maxGrpcBytes() + ")");
        }
    }

    private static int lines(List<Batch> batches) {
        return batches.stream().mapToInt(batch -> batch.entries().size()).sum();
    }
}
