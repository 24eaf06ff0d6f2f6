package io.fapilog.devloki;

import io.fapilog.devloki.logql.LabelSet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the streams of a push in the order of Loki's distributor and stores the valid entries. Thread-safe. */
final class Distributor {
    /** The status that Loki answers a blocked tenant with: no error, so that clients do not retry. */
    private static final int BLOCKED = 260;

    private final Limits limits;
    private final InstantSource clock;
    private final Store store;
    private final RefusedLog refused;
    private final Map<String, TokenBucket> buckets = new HashMap<>();

    Distributor(Limits limits, InstantSource clock, Store store, RefusedLog refused) {
        this.refused = refused;
        this.limits = limits;
        this.clock = clock;
        this.store = store;
    }

    /**
     * Stores the valid entries of {@code streams}. Returns 204, or the refusals of the others.
     *
     * @throws BadPush if the push is refused as a whole
     */
    PushVerdict push(String tenant, List<RawStream> streams) throws BadPush {
        List<LabelSet> labels = new ArrayList<>(streams.size());
        for (RawStream stream : streams) {
            labels.add(ServiceName.added(LabelParser.parse(stream.labels())));
        }
        if (streams.isEmpty()) {
            throw new BadPush(422, "error at least one valid stream is required for ingestion");
        }
        checkBlocked(tenant, streams);
        Instant now = clock.instant();
        PushRules rules = new PushRules(limits, now, refused);
        for (int i = 0; i < streams.size(); i++) {
            rules.check(labels.get(i), streams.get(i).entries());
        }
        store.rejected(rules.rejected());
        return rules.passed().isEmpty() ? rules.verdict() : store(tenant, rules, now);
    }

    private PushVerdict store(String tenant, PushRules rules, Instant now) throws BadPush {
        checkRate(tenant, rules.passed(), now);
        checkGrpcSize(rules.passed());
        PushVerdict verdict = store.append(tenant, rules.passed(), now);
        // As in Loki, a refusal by the ingester hides those by the rules.
        return verdict.equals(PushVerdict.STORED) ? rules.verdict() : verdict;
    }

    void clear() {
        synchronized (buckets) {
            buckets.clear();
        }
    }

    private void checkBlocked(String tenant, List<RawStream> streams) throws BadPush {
        if (limits.blocks(tenant)) {
            store.rejected(
                    streams.stream().mapToInt(stream -> stream.entries().size()).sum());
            throw new BadPush(
                    BLOCKED,
                    "ingestion blocked for user " + tenant + " until '2100-01-01T00:00:00Z' with status code '"
                            + BLOCKED + "'");
        }
    }

    private void checkRate(String tenant, List<CheckedStream> streams, Instant now) throws BadPush {
        Limits.Rate rate = limits.rateOf(tenant);
        if (rate.bytesPerSecond() == 0) {
            return;
        }
        long bytes = streams.stream().mapToLong(CheckedStream::countedBytes).sum();
        if (take(tenant, rate, bytes, now)) {
            return;
        }
        int lines = lines(streams);
        store.rejected(lines);
        throw new BadPush(
                429,
                "ingestion rate limit exceeded for user " + tenant + " (limit: " + rate.bytesPerSecond()
                        + " bytes/sec) while attempting to ingest '" + lines + "' lines totaling '" + bytes
                        + "' bytes, reduce log volume or contact your Loki administrator to see if the limit can be"
                        + " increased");
    }

    private boolean take(String tenant, Limits.Rate rate, long bytes, Instant now) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(tenant, any -> new TokenBucket(rate.bytesPerSecond(), rate.burst(), now))
                    .take(bytes, now);
        }
    }

    private void checkGrpcSize(List<CheckedStream> streams) throws BadPush {
        if (limits.maxGrpcBytes() == 0) {
            return;
        }
        long size = streams.stream().mapToLong(CheckedStream::wireSize).sum();
        if (size > limits.maxGrpcBytes()) {
            store.rejected(lines(streams));
            throw new BadPush(
                    500,
                    "rpc error: code = ResourceExhausted desc = grpc: received message larger than max (" + size
                            + " vs. " + limits.maxGrpcBytes() + ")");
        }
    }

    private static int lines(List<CheckedStream> streams) {
        return streams.stream().mapToInt(stream -> stream.entries().size()).sum();
    }
}
