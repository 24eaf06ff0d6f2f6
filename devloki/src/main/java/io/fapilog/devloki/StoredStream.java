package io.fapilog.devloki;

import io.fapilog.devloki.logql.GoText;
import io.fapilog.devloki.logql.LabelSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the {@link Store}, with Loki's rules for order, rate and duplicates. Guarded by the lock of the store.
 */
final class StoredStream {
    private static final int MAX_REPORTED = 10;

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
     * The result of a push to one stream.
     *
     * @param stored the entries that were stored
     * @param refused the entries that were refused
     * @param verdict 204, or the refusals
     */
    record Result(List<Entry> stored, List<Refusal> refused, PushVerdict verdict) {}

    /** An entry that was refused, and why. */
    record Refusal(Entry entry, PushVerdict verdict) {}

    /** Stores the entries of one push that are not refused. */
    Result append(List<Entry> pushed, Instant now) {
        OrderCheck check = new OrderCheck();
        pushed.forEach(check::add);
        if (bucket != null
                && !bucket.take(check.passed.stream().mapToLong(Entry::bytes).sum(), now)) {
            return result(429, check.passed.stream().map(this::rateExceeded).toList(), List.of(), pushed.size());
        }
        last = check.previous;
        newest = check.highest;
        return result(400, check.refused, store(check.passed), pushed.size());
    }

    /** Stores entries that an earlier process has accepted, and returns them. */
    List<Entry> restore(List<Entry> accepted) {
        for (Entry entry : accepted) {
            newest = Math.max(newest, entry.nanos());
            last = entry;
        }
        return store(accepted);
    }

    /** The check of one push for entries too far behind the newest and for immediate duplicates. */
    private final class OrderCheck {
        private final List<Entry> passed = new ArrayList<>();
        private final List<Refusal> refused = new ArrayList<>();
        private @Nullable Entry previous = last;
        private long highest = newest;

        private void add(Entry entry) {
            if (entry.equals(previous)) {
                return;
            }
            long cutoff = highest - limits.outOfOrderWindow().toNanos();
            if (highest != Long.MIN_VALUE && entry.nanos() < cutoff) {
                refused.add(tooFarBehind(entry, cutoff));
            } else {
                highest = Math.max(highest, entry.nanos());
                previous = entry;
                passed.add(entry);
            }
        }
    }

    private List<Entry> store(List<Entry> passed) {
        List<Entry> stored = new ArrayList<>(passed.size());
        for (Entry entry : passed) {
            if (known.add(entry)) {
                entries.add(entry);
                stored.add(entry);
            }
        }
        return stored;
    }

    private Result result(int status, List<Refusal> refused, List<Entry> stored, int pushed) {
        if (refused.isEmpty()) {
            return new Result(stored, refused, PushVerdict.STORED);
        }
        StringBuilder text = new StringBuilder();
        refused.stream()
                .limit(MAX_REPORTED)
                .forEach(each -> text.append(each.verdict.text()).append(",\n"));
        text.append("user '").append(tenant).append("', total ignored: ").append(refused.size());
        text.append(" out of ").append(pushed).append(" for stream: ").append(labels);
        return new Result(stored, refused, new PushVerdict(status, text.toString()));
    }

    private Refusal rateExceeded(Entry entry) {
        String text = ignored(entry) + "'Per stream rate limit exceeded (limit: " + GoText.bytes(limits.streamRate())
                + "/sec) while attempting to ingest for stream '" + labels + "' totaling "
                + GoText.bytes(entry.bytes())
                + ", consider splitting a stream via additional labels or contact your Loki administrator to see if"
                + " the limit can be increased'";
        return new Refusal(entry, new PushVerdict(429, text));
    }

    private static Refusal tooFarBehind(Entry entry, long cutoff) {
        String text =
                ignored(entry) + "'entry too far behind, entry timestamp is: " + GoText.rfc3339(instant(entry.nanos()))
                        + ", oldest acceptable timestamp is: " + GoText.rfc3339(instant(cutoff)) + "'";
        return new Refusal(entry, new PushVerdict(400, text));
    }

    private static String ignored(Entry entry) {
        return "entry with timestamp " + GoText.time(instant(entry.nanos())) + " ignored, reason: ";
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
