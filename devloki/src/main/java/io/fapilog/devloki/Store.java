package io.fapilog.devloki;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All that is stored, in bounded memory: when it is full, the oldest entries go first. Thread-safe; one lock. */
final class Store {
    private final Limits limits;
    private final long maxBytes;
    private final Map<String, Map<LabelSet, StoredStream>> tenants = new HashMap<>();
    /** For every entry its stream, in the order of arrival. */
    private final Deque<StoredStream> arrivals = new ArrayDeque<>();

    private long bytes;
    private long stored;
    private long duplicates;
    private long rejected;
    private long evicted;

    Store(Limits limits, long maxBytes) {
        this.limits = limits;
        this.maxBytes = maxBytes;
    }

    /**
     * A part of a stream.
     *
     * @param labels the labels of the stream
     * @param entries its entries within the time asked for, sorted
     */
    record Part(LabelSet labels, List<Entry> entries) {}

    synchronized void rejected(int entries) {
        rejected += entries;
    }

    synchronized Counters counters(long pushes) {
        return new Counters(pushes, stored, duplicates, rejected, evicted, bytes);
    }

    synchronized void clear() {
        tenants.clear();
        arrivals.clear();
        bytes = 0;
        stored = 0;
        duplicates = 0;
        rejected = 0;
        evicted = 0;
    }

    /** Stores the batches of one push. Returns 204, or what was refused and why. */
    synchronized PushVerdict append(String tenant, List<Batch> batches, Instant now) {
        List<PushVerdict> verdicts = new ArrayList<>();
        for (Batch batch : batches) {
            verdicts.add(append(tenant, batch, now));
        }
        while (bytes > maxBytes) {
            evictOldest();
        }
        return limits.lastStreamWins() ? verdicts.get(verdicts.size() - 1) : combined(verdicts);
    }

    private PushVerdict append(String tenant, Batch batch, Instant now) {
        Map<LabelSet, StoredStream> streams = tenants.computeIfAbsent(tenant, any -> new LinkedHashMap<>());
        StoredStream stream = streams.get(batch.labels());
        if (stream == null) {
            if (limits.maxStreams() != 0 && streams.size() >= limits.maxStreams()) {
                rejected += batch.entries().size();
                return tooManyStreams(tenant, batch.labels());
            }
            stream = new StoredStream(tenant, batch.labels(), limits, now);
            streams.put(batch.labels(), stream);
        }
        StoredStream.Outcome outcome = stream.append(batch.entries(), now);
        for (Entry entry : outcome.stored()) {
            arrivals.add(stream);
            bytes += entry.memory();
        }
        stored += outcome.stored().size();
        rejected += outcome.refused();
        duplicates +=
                batch.entries().size() - outcome.refused() - outcome.stored().size();
        return outcome.verdict();
    }

    private void evictOldest() {
        StoredStream stream = arrivals.remove();
        bytes -= stream.removeOldest().memory();
        evicted++;
        Map<LabelSet, StoredStream> streams = tenants.get(stream.tenant());
        if (stream.entries().isEmpty() && streams != null) {
            streams.remove(stream.labels());
        }
    }

    private static PushVerdict tooManyStreams(String tenant, LabelSet labels) {
        return new PushVerdict(
                429,
                "maximum active stream limit exceeded when trying to create stream " + labels
                        + ", reduce the number of active streams (reduce labels or reduce label values), or contact"
                        + " your Loki administrator to see if the limit can be increased, user: '" + tenant + "'");
    }

    /** All refusals in one; 429 before 400, since that one is worth another try. */
    private static PushVerdict combined(List<PushVerdict> verdicts) {
        List<PushVerdict> refusals =
                verdicts.stream().filter(v -> !v.equals(PushVerdict.STORED)).toList();
        if (refusals.isEmpty()) {
            return PushVerdict.STORED;
        }
        int status = refusals.stream().mapToInt(PushVerdict::status).max().orElseThrow();
        return new PushVerdict(status, refusals.stream().map(PushVerdict::text).collect(Collectors.joining("; ")));
    }

    /** The streams of {@code tenant} that {@code wanted} accepts, with their entries in {@code [start, end)}. */
    synchronized List<Part> select(String tenant, Predicate<LabelSet> wanted, long start, long end) {
        List<Part> parts = new ArrayList<>();
        for (StoredStream stream : streams(tenant)) {
            if (wanted.test(stream.labels()) && stream.entries().overlaps(start, end)) {
                List<Entry> entries = stream.entries().range(start, end);
                parts.add(new Part(stream.labels(), entries));
            }
        }
        return parts;
    }

    /** The labels of the streams of {@code tenant} with entries around {@code [start, end)}. */
    synchronized List<LabelSet> series(String tenant, Predicate<LabelSet> wanted, long start, long end) {
        return streams(tenant).stream()
                .filter(stream ->
                        wanted.test(stream.labels()) && stream.entries().overlaps(start, end))
                .map(StoredStream::labels)
                .toList();
    }

    synchronized List<String> tenants() {
        return List.copyOf(tenants.keySet());
    }

    private List<StoredStream> streams(String tenant) {
        return List.copyOf(tenants.getOrDefault(tenant, Map.of()).values());
    }
}
