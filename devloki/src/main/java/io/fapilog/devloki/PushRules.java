package io.fapilog.devloki;

import io.fapilog.devloki.logql.GoText;
import io.fapilog.devloki.logql.LabelSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks the entries of one push by the rules of Loki's distributor. For one use. */
final class PushRules {
    private static final String METADATA_DISALLOWED =
            "stream '%s' includes structured metadata, but this feature is disallowed. Please see"
                    + " `limits_config.allow_structured_metadata` or contact your Loki administrator to enable it";
    private static final String METADATA_TOO_LARGE =
            "stream '%s' has structured metadata too large: '%d' bytes, limit: '%d' bytes. Please see"
                    + " `limits_config.max_structured_metadata_size` or contact your Loki administrator to increase it";
    private static final String METADATA_TOO_MANY =
            "stream '%s' has too many structured metadata labels: '%d', limit: '%d'. Please see"
                    + " `limits_config.max_structured_metadata_entries_count` or contact your Loki administrator to"
                    + " increase it";

    private final Limits limits;
    private final Instant now;
    private final RefusedLog refused;
    private final GroupedErrors errors = new GroupedErrors();
    private final List<CheckedStream> passed = new ArrayList<>();
    private int rejected;

    PushRules(Limits limits, Instant now, RefusedLog refused) {
        this.limits = limits;
        this.now = now;
        this.refused = refused;
    }

    /** The entries that have passed, by stream. */
    List<CheckedStream> passed() {
        return passed;
    }

    /** The number of entries refused. */
    int rejected() {
        return rejected;
    }

    /** The response for the refused entries, 204 if there are none. */
    PushVerdict verdict() {
        return errors.isEmpty() ? PushVerdict.STORED : new PushVerdict(400, errors.toString());
    }

    /**
     * Checks the entries of the push for one stream.
     *
     * @throws BadPush if the push is refused as a whole
     */
    void check(LabelSet labels, List<RawEntry> entries) throws BadPush {
        String fault = entries.isEmpty() ? null : labelsFault(labels);
        if (fault != null) {
            refuse(fault, labels, entries.get(0).line(), entries.size());
            return;
        }
        List<Entry> valid = valid(labels, entries);
        if (!valid.isEmpty()) {
            passed.add(new CheckedStream(labels, valid));
        }
    }

    private List<Entry> valid(LabelSet labels, List<RawEntry> entries) throws BadPush {
        List<Entry> valid = new ArrayList<>(entries.size());
        for (RawEntry received : entries) {
            RawEntry entry = truncated(received);
            String fault = entryFault(labels, entry);
            if (fault == null) {
                valid.add(new Entry(entry.nanos(), entry.line(), MetadataRules.stored(labels, entry, limits)));
            } else {
                refuse(fault, labels, entry.line(), 1);
            }
        }
        return valid;
    }

    private void refuse(String fault, LabelSet labels, String line, int entries) {
        errors.add(fault);
        rejected += entries;
        refused.add(new PushVerdict(400, fault), labels, line, entries);
    }

    private @Nullable String labelsFault(LabelSet labels) {
        int count = labels.size() - (labels.has(ServiceName.LABEL) ? 1 : 0);
        if (count > limits.maxLabelNames()) {
            return text("entry for stream '%s' has %d label names; limit %d", labels, count, limits.maxLabelNames());
        }
        String fault = null;
        for (int i = 0; i < labels.size() && fault == null; i++) {
            fault = labelFault(labels, i);
        }
        return fault;
    }

    private @Nullable String labelFault(LabelSet labels, int i) {
        String name = labels.name(i);
        if (GoText.utf8Length(name) > limits.maxLabelNameLength()) {
            return text("stream '%s' has label name too long: '%s'", labels, name);
        }
        if (GoText.utf8Length(labels.value(i)) > limits.maxLabelValueLength()) {
            return text("stream '%s' has label value too long: '%s'", labels, labels.value(i));
        }
        // Loki compares the first name with the empty string.
        boolean repeated = name.equals(i == 0 ? "" : labels.name(i - 1));
        return repeated ? text("stream '%s' has duplicate label name: '%s'", labels, name) : null;
    }

    private @Nullable String entryFault(LabelSet labels, RawEntry entry) {
        String fault = timeFault(labels, entry.time());
        if (fault != null) {
            return fault;
        }
        int length = limits.maxLineSize() == 0 || limits.truncateLines() ? 0 : GoText.utf8Length(entry.line());
        if (length > limits.maxLineSize()) {
            return text(
                    "max entry size '%d' bytes exceeded for stream '%s' while adding an entry with length '%d' bytes",
                    limits.maxLineSize(), labels, length);
        }
        return entry.metadata().isEmpty() ? null : metadataFault(labels, entry);
    }

    private @Nullable String timeFault(LabelSet labels, Instant time) {
        Instant oldest = now.minus(limits.maxAge());
        if (limits.rejectOldSamples() && time.isBefore(oldest)) {
            return text(
                    "entry for stream '%s' has timestamp too old: %s, oldest acceptable timestamp is: %s",
                    labels, GoText.rfc3339(time), GoText.rfc3339(oldest));
        }
        if (time.isAfter(now.plus(limits.creationGracePeriod()))) {
            return text("entry for stream '%s' has timestamp too new: %s", labels, GoText.rfc3339(time));
        }
        return null;
    }

    private @Nullable String metadataFault(LabelSet labels, RawEntry entry) {
        if (!limits.allowStructuredMetadata()) {
            return text(METADATA_DISALLOWED, labels);
        }
        int size = entry.metadataBytes();
        int maxSize = limits.maxStructuredMetadataSize();
        if (maxSize != 0 && size > maxSize) {
            return text(METADATA_TOO_LARGE, labels, size, maxSize);
        }
        int count = entry.metadata().size();
        int maxCount = limits.maxStructuredMetadataCount();
        return maxCount != 0 && count > maxCount ? text(METADATA_TOO_MANY, labels, count, maxCount) : null;
    }

    /** The entry, with its line truncated to the limit in bytes if so configured, even within a character. */
    private RawEntry truncated(RawEntry entry) {
        int max = limits.maxLineSize();
        if (!limits.truncateLines() || max == 0 || GoText.utf8Length(entry.line()) <= max) {
            return entry;
        }
        String line = new String(entry.line().getBytes(StandardCharsets.UTF_8), 0, max, StandardCharsets.UTF_8);
        return new RawEntry(entry.time(), line, entry.metadata());
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
