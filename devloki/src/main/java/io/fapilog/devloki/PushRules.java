package io.fapilog.devloki;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules that Loki's distributor applies to one push: what passes is in {@link #batches}. For one use. */
final class PushRules {
    private final Limits limits;
    private final Instant now;
    private final GroupedErrors errors = new GroupedErrors();
    private final List<Batch> batches = new ArrayList<>();
    private int rejected;

    PushRules(Limits limits, Instant now) {
        this.limits = limits;
        this.now = now;
    }

    List<Batch> batches() {
        return batches;
    }

    /** Entries refused. */
    int rejected() {
        return rejected;
    }

    /** What was refused, as an answer; 204 when nothing was. */
    PushVerdict verdict() {
        return errors.isEmpty() ? PushVerdict.STORED : new PushVerdict(400, errors.toString());
    }

    /**
     * Checks what the push holds for one stream.
     *
     * @throws BadPush when the whole push fails by it
     */
    void check(LabelSet labels, List<RawEntry> entries) throws BadPush {
        if (entries.isEmpty()) {
            return;
        }
        String wrong = wrongLabels(labels);
        if (wrong != null) {
            errors.add(wrong);
            rejected += entries.size();
            return;
        }
        List<Entry> good = new ArrayList<>(entries.size());
        for (RawEntry sent : entries) {
            RawEntry entry = truncated(sent);
            String fault = wrongEntry(labels, entry);
            if (fault == null) {
                good.add(new Entry(entry.nanos(), entry.line(), MetadataRules.stored(labels, entry, limits)));
            } else {
                errors.add(fault);
                rejected++;
            }
        }
        if (!good.isEmpty()) {
            batches.add(new Batch(labels, good));
        }
    }

    private @Nullable String wrongLabels(LabelSet labels) {
        int count = labels.size() - (labels.has(ServiceName.LABEL) ? 1 : 0);
        if (count > limits.maxLabelNames()) {
            return text("entry for stream '%s' has %d label names; limit %d", labels, count, limits.maxLabelNames());
        }
        String last = "";
        for (int i = 0; i < labels.size(); i++) {
            String name = labels.name(i);
            if (GoText.utf8Length(name) > limits.maxLabelNameLength()) {
                return text("stream '%s' has label name too long: '%s'", labels, name);
            }
            if (GoText.utf8Length(labels.value(i)) > limits.maxLabelValueLength()) {
                return text("stream '%s' has label value too long: '%s'", labels, labels.value(i));
            }
            if (name.equals(last)) {
                return text("stream '%s' has duplicate label name: '%s'", labels, name);
            }
            last = name;
        }
        return null;
    }

    private @Nullable String wrongEntry(LabelSet labels, RawEntry entry) {
        Instant oldest = now.minus(limits.maxAge());
        if (limits.rejectOldSamples() && entry.time().isBefore(oldest)) {
            return text(
                    "entry for stream '%s' has timestamp too old: %s, oldest acceptable timestamp is: %s",
                    labels, GoText.rfc3339(entry.time()), GoText.rfc3339(oldest));
        }
        if (entry.time().isAfter(now.plus(limits.creationGracePeriod()))) {
            return text("entry for stream '%s' has timestamp too new: %s", labels, GoText.rfc3339(entry.time()));
        }
        int length = limits.maxLineSize() == 0 || limits.truncateLines() ? 0 : GoText.utf8Length(entry.line());
        if (length > limits.maxLineSize()) {
            return text(
                    "max entry size '%d' bytes exceeded for stream '%s' while adding an entry with length '%d' bytes",
                    limits.maxLineSize(), labels, length);
        }
        return entry.metadata().isEmpty() ? null : wrongMetadata(labels, entry);
    }

    private @Nullable String wrongMetadata(LabelSet labels, RawEntry entry) {
        if (!limits.allowStructuredMetadata()) {
            return text(
                    "stream '%s' includes structured metadata, but this feature is disallowed. Please see"
                            + " `limits_config.allow_structured_metadata` or contact your Loki administrator to enable it",
                    labels);
        }
        int size = entry.metadataBytes();
        int maxSize = limits.maxStructuredMetadataSize();
        if (maxSize != 0 && size > maxSize) {
            return text(
                    "stream '%s' has structured metadata too large: '%d' bytes, limit: '%d' bytes. Please see"
                            + " `limits_config.max_structured_metadata_size` or contact your Loki administrator to"
                            + " increase it",
                    labels, size, maxSize);
        }
        int count = entry.metadata().size();
        int maxCount = limits.maxStructuredMetadataCount();
        if (maxCount != 0 && count > maxCount) {
            return text(
                    "stream '%s' has too many structured metadata labels: '%d', limit: '%d'. Please see"
                            + " `limits_config.max_structured_metadata_entries_count` or contact your Loki"
                            + " administrator to increase it",
                    labels, count, maxCount);
        }
        return null;
    }

    /** The entry with its line cut to the limit where lines are to be cut: by bytes, through a character if need be. */
    private RawEntry truncated(RawEntry entry) {
        int max = limits.maxLineSize();
        if (!limits.truncateLines() || max == 0 || GoText.utf8Length(entry.line()) <= max) {
            return entry;
        }
        String cut = new String(entry.line().getBytes(StandardCharsets.UTF_8), 0, max, StandardCharsets.UTF_8);
        return new RawEntry(entry.time(), cut, entry.metadata());
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
