package io.fapilog.devloki;

import io.fapilog.devloki.logql.LabelSet;
import io.fapilog.devloki.logql.StreamSlice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stored entries of all tenants, in bounded memory: beyond the limit, the entry that arrived first is evicted.
 * Thread-safe.
 */
final class Store {
    private final Limits limits;
    private final long maxBytes;
    private final RefusedLog refused;
    private final Map<String, Map<LabelSet, StoredStream>> tenants = new HashMap<>();
    /** The stream of each stored entry, in order of arrival. */
    private final Deque<StoredStream> arrivals = new ArrayDeque<>();

    private final List<Tail> tails = new ArrayList<>();
    /** The number of pushes stored. It is never reset, so that who waits for a change sees each. */
    private long pushes;

    private long bytes;
    private long stored;
    private long duplicates;
    private long rejected;
    private long evicted;

    private final @Nullable DataFolder folder;

    /** A store whose entries are in memory only, or also in the {@code data} folder, which is read. */
    Store(Limits limits, long maxBytes, @Nullable Path data, Instant now, RefusedLog refused) {
        this.limits = limits;
        this.refused = refused;
        this.maxBytes = maxBytes;
        this.folder = data == null ? null : DataFolder.open(data, maxBytes, content -> restore(content, now));
        evicted = 0;
    }

    private synchronized void restore(RecordReader.Content content, Instant now) {
        for (CheckedStream each : content.streams()) {
            StoredStream stream = tenants.computeIfAbsent(content.tenant(), any -> new LinkedHashMap<>())
                    .computeIfAbsent(each.labels(), labels -> new StoredStream(content.tenant(), labels, limits, now));
            account(stream, stream.restore(each.entries()));
        }
        evict();
    }

    /** The data folder, null if there is none. */
    @Nullable
    DataFolder folder() {
        return folder;
    }

    synchronized long arrivals() {
        return pushes;
    }

    /**
     * Waits until {@link #arrivals()} is not {@code seen}. Returns false if it still is after {@code nanos}, or when the
     * thread is interrupted, which it then remains.
     */
    synchronized boolean awaitArrival(long seen, long nanos) {
        long end = System.nanoTime() + nanos;
        try {
            for (long left = nanos; pushes == seen && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return pushes != seen;
    }

    /** Counts entries that the distributor has refused. */
    synchronized void rejected(int entries) {
        rejected += entries;
    }

    synchronized Counters counters(long pushes) {
        return new Counters(pushes, stored, duplicates, rejected, evicted, bytes);
    }

    synchronized void clear() {
        if (folder != null) {
            folder.clear();
        }
        tenants.clear();
        arrivals.clear();
        bytes = 0;
        stored = 0;
        duplicates = 0;
        rejected = 0;
        evicted = 0;
    }

    /** Stores the streams of one push. Returns 204, or the refusals. */
    synchronized PushVerdict append(String tenant, List<CheckedStream> pushed, Instant now) {
        if (folder == null) {
            return append(tenant, pushed, now, new ArrayList<>());
        }
        try {
            folder.flush();
            List<CheckedStream> stored = new ArrayList<>();
            PushVerdict verdict = append(tenant, pushed, now, stored);
            folder.append(tenant, stored);
            return verdict;
        } catch (IOException e) {
            return new PushVerdict(500, "DevLoki cannot write to its data folder: " + e.getMessage());
        }
    }

    /** Stores the streams of one push and adds what was stored to {@code stored}. */
    private PushVerdict append(String tenant, List<CheckedStream> pushed, Instant now, List<CheckedStream> stored) {
        List<PushVerdict> verdicts = new ArrayList<>();
        for (CheckedStream each : pushed) {
            verdicts.add(append(tenant, each, now, stored));
        }
        evict();
        pushes++;
        notifyAll();
        return limits.lastStreamWins() ? verdicts.get(verdicts.size() - 1) : combined(verdicts);
    }

    private PushVerdict append(String tenant, CheckedStream pushed, Instant now, List<CheckedStream> storedStreams) {
        StoredStream stream = streamFor(tenant, pushed.labels(), now);
        if (stream == null) {
            rejected += pushed.entries().size();
            PushVerdict verdict = tooManyStreams(tenant, pushed.labels());
            refused.add(
                    verdict,
                    pushed.labels(),
                    pushed.entries().get(0).line(),
                    pushed.entries().size());
            return verdict;
        }
        StoredStream.Result result = stream.append(pushed.entries(), now);
        int added = result.stored().size();
        account(stream, result.stored());
        if (added > 0) {
            storedStreams.add(new CheckedStream(stream.labels(), result.stored()));
        }
        stored += added;
        sendToTails(tenant, pushed.labels(), result.stored());
        int refusals = result.refused().size();
        result.refused()
                .forEach(each -> refused.add(
                        each.verdict(), pushed.labels(), each.entry().line(), 1));
        rejected += refusals;
        duplicates += pushed.entries().size() - refusals - added;
        return result.verdict();
    }

    private void account(StoredStream stream, List<Entry> added) {
        for (Entry entry : added) {
            arrivals.add(stream);
            bytes += entry.memory();
        }
    }

    private void evict() {
        while (bytes > maxBytes) {
            evictOldest();
        }
    }

    private void sendToTails(String tenant, LabelSet labels, List<Entry> added) {
        for (Tail tail : tails) {
            if (!added.isEmpty() && tail.follows(tenant, labels)) {
                tail.sendNew(labels, added);
            }
        }
    }

    /** Sends {@code tail} what is stored, and then everything that is added. */
    synchronized void follow(Tail tail) {
        List<StreamSlice> slices = new ArrayList<>();
        for (String tenant : tenants()) {
            slices.addAll(select(tenant, labels -> tail.follows(tenant, labels), tail.start(), Long.MAX_VALUE));
        }
        tail.sendStored(slices);
        tails.add(tail);
    }

    synchronized void unfollow(Tail tail) {
        tails.remove(tail);
    }

    /** The stream with {@code labels}, created if it is new; null if the tenant has the maximum number of streams. */
    private @Nullable StoredStream streamFor(String tenant, LabelSet labels, Instant now) {
        Map<LabelSet, StoredStream> streams = tenants.computeIfAbsent(tenant, any -> new LinkedHashMap<>());
        StoredStream stream = streams.get(labels);
        if (stream == null && (limits.maxStreams() == 0 || streams.size() < limits.maxStreams())) {
            stream = new StoredStream(tenant, labels, limits, now);
            streams.put(labels, stream);
        }
        return stream;
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

    /** All refusals in one response. The status 429 takes precedence over 400, since a retry can succeed. */
    private static PushVerdict combined(List<PushVerdict> verdicts) {
        List<PushVerdict> refusals =
                verdicts.stream().filter(v -> !v.equals(PushVerdict.STORED)).toList();
        if (refusals.isEmpty()) {
            return PushVerdict.STORED;
        }
        int status = refusals.stream().mapToInt(PushVerdict::status).max().orElseThrow();
        return new PushVerdict(status, refusals.stream().map(PushVerdict::text).collect(Collectors.joining("; ")));
    }

    /** The streams of {@code tenant} that {@code selector} accepts, with their entries in {@code [start, end)}. */
    synchronized List<StreamSlice> select(String tenant, Predicate<LabelSet> selector, long start, long end) {
        List<StreamSlice> slices = new ArrayList<>();
        for (StoredStream stream : streams(tenant)) {
            if (selector.test(stream.labels()) && stream.entries().overlaps(start, end)) {
                List<Entry> entries = stream.entries().range(start, end);
                slices.add(new StreamSlice(stream.labels(), entries));
            }
        }
        return slices;
    }

    /** The labels of the streams of {@code tenant} whose first and last entry span a time in {@code [start, end)}. */
    synchronized List<LabelSet> series(String tenant, Predicate<LabelSet> selector, long start, long end) {
        return streams(tenant).stream()
                .filter(stream ->
                        selector.test(stream.labels()) && stream.entries().overlaps(start, end))
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
