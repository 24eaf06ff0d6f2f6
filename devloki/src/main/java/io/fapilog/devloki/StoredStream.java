package io.fapilog.devloki;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One stream of the store, with Loki's rules on order, rate and duplicates. Guarded by the lock of the store. */
final class StoredStream {
    private static final int MOST_REPORTED = 10;

    private final String tenant;
    private final LabelSet labels;
    private final Limits limits;
    private final @Nullable TokenBucket bucket;
    private final SortedEntries entries = new SortedEntries();
    private final Set<Entry> known = new HashSet<>();
    private @Nullable Entry last;
    private long newest = Long.MIN_VALUE;

    StoredStream(String tenant, LabelSet labels, Limits limits, Instant now) {
        this.tenant = tenant;
        this.labels = labels;
        this.limits = limits;
        this.bucket = limits.streamRate() == 0 ? null : new TokenBucket(limits.streamRate(), limits.streamBurst(), now);
    }

    String tenant() {
        return tenant;
    }

    LabelSet labels() {
        return labels;
    }

    SortedEntries entries() {
        return entries;
    }

    Entry removeOldest() {
        Entry oldest = entries.removeOldest();
        known.remove(oldest);
        return oldest;
    }

    /**
     * What becomes of the entries of one push.
     *
     * @param stored those that are stored now
     * @param refused how many were refused
     * @param verdict 204, or why some were refused
     */
    record Outcome(List<Entry> stored, int refused, PushVerdict verdict) {}

    Outcome append(List<Entry> pushed, Instant now) {
        List<Entry> accepted = new ArrayList<>(pushed.size());
        List<String> tooOld = new ArrayList<>();
        Entry previous = last;
        long highest = newest;
        for (Entry entry : pushed) {
            if (entry.equals(previous)) {
                continue;
            }
            long cutoff = highest - limits.outOfOrderWindow().toNanos();
            if (highest != Long.MIN_VALUE && entry.nanos() < cutoff) {
                tooOld.add(tooFarBehind(entry, cutoff));
                continue;
            }
            highest = Math.max(highest, entry.nanos());
            previous = entry;
            accepted.add(entry);
        }
        if (bucket != null
                && !bucket.take(accepted.stream().mapToLong(Entry::bytes).sum(), now)) {
            return refusal(429, accepted.stream().map(this::rateExceeded).toList(), List.of(), pushed.size());
        }
        last = previous;
        newest = highest;
        return refusal(400, tooOld, store(accepted), pushed.size());
    }

    private List<Entry> store(List<Entry> accepted) {
        List<Entry> stored = new ArrayList<>(accepted.size());
        for (Entry entry : accepted) {
            if (known.add(entry)) {
                entries.add(entry);
                stored.add(entry);
            }
        }
        return stored;
    }

    private Outcome refusal(int status, List<String> faults, List<Entry> stored, int pushed) {
        if (faults.isEmpty()) {
            return new Outcome(stored, 0, PushVerdict.STORED);
        }
        StringBuilder text = new StringBuilder();
        faults.stream().limit(MOST_REPORTED).forEach(fault -> text.append(fault).append(",\n"));
        text.append("user '").append(tenant).append("', total ignored: ").append(faults.size());
        text.append(" out of ").append(pushed).append(" for stream: ").append(labels);
        return new Outcome(stored, faults.size(), new PushVerdict(status, text.toString()));
    }

    private String rateExceeded(Entry entry) {
        return ignored(entry) + "'Per stream rate limit exceeded (limit: " + GoText.bytes(limits.streamRate())
                + "/sec) while attempting to ingest for stream '" + labels + "' totaling "
                + GoText.bytes(entry.bytes())
                + ", consider splitting a stream via additional labels or contact your Loki administrator to see if"
                + " the limit can be increased'";
    }

    private static String tooFarBehind(Entry entry, long cutoff) {
        return ignored(entry) + "'entry too far behind, entry timestamp is: " + GoText.rfc3339(instant(entry.nanos()))
                + ", oldest acceptable timestamp is: " + GoText.rfc3339(instant(cutoff)) + "'";
    }

    private static String ignored(Entry entry) {
        return "entry with timestamp " + GoText.time(instant(entry.nanos())) + " ignored, reason: ";
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
