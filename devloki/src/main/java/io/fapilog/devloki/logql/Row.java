package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry on its way through the stages of a query: its line and its labels, in Loki's three categories. One row is
 * used for all entries of a stream. Not thread-safe.
 */
final class Row {
    static final String ERROR = "__error__";
    static final String ERROR_DETAILS = "__error_details__";
    static final String PRESERVE_ERROR = "__preserve_error__";
    static final String EXTRACTED = "_extracted";

    private final LabelSet stream;
    private final Hints hints;
    private final List<String> deleted = new ArrayList<>();
    private final Pairs parsed = new Pairs();
    private LabelSet metadata = LabelSet.EMPTY;
    private String line = "";
    private long nanos;
    private String error = "";
    private String details = "";

    Row(LabelSet stream, Hints hints) {
        this.stream = stream;
        this.hints = hints;
    }

    /** Starts with another entry. */
    void reset(LogEntry entry) {
        line = entry.line();
        nanos = entry.nanos();
        deleted.clear();
        parsed.clear();
        error = "";
        details = "";
        hints.reset();
        metadata = entry.metadata().renamedBeside(stream);
    }

    String line() {
        return line;
    }

    void line(String changed) {
        line = changed;
    }

    long nanos() {
        return nanos;
    }

    Hints hints() {
        return hints;
    }

    String error() {
        return error;
    }

    String details() {
        return details;
    }

    boolean failed() {
        return !error.isEmpty();
    }

    /** Records a fault of a label filter or a template, unless an earlier one is recorded. */
    void failFirst(String kind, String reason) {
        if (error.isEmpty()) {
            fail(kind, reason);
        }
    }

    void fail(String kind, String reason) {
        error = kind;
        details = reason;
    }

    void clearError() {
        error = "";
    }

    void clearDetails() {
        details = "";
    }

    /** Records that a parser has failed. */
    void failParsing(String kind, @Nullable String reason) {
        error = kind;
        details = reason == null ? details : reason;
        if (hints.preserveError()) {
            set(PRESERVE_ERROR, "true");
        }
    }

    /** The name under which a parser stores {@code name}: with a suffix if the stream or the metadata has it. */
    String free(String name) {
        return taken(name) ? name + EXTRACTED : name;
    }

    boolean taken(String name) {
        return stream.has(name) || metadata.has(name);
    }

    /** The value of a label, null if there is none. */
    @Nullable
    String get(String name) {
        String value = metadata.get(name);
        if (value == null) {
            value = parsed.get(name);
        }
        if (value == null && !deleted.contains(name)) {
            value = stream.get(name);
        }
        return value;
    }

    /** The value of a label as matchers see it: that of a missing label is the empty string. */
    String text(String name) {
        if (name.equals(ERROR)) {
            return error;
        }
        String value = get(name);
        return value == null ? "" : value;
    }

    void set(String name, String value) {
        metadata = metadata.without(name);
        parsed.put(name, value);
        hints.extracted(name);
    }

    void delete(String name) {
        metadata = metadata.without(name);
        parsed.remove(name);
        deleted.add(name);
    }

    boolean changed() {
        return !deleted.isEmpty() || parsed.size() > 0 || !error.isEmpty() || !details.isEmpty();
    }

    /** The labels of the stream that are neither deleted nor replaced. */
    LabelSet streamLabels() {
        return changed() ? stream.filter(name -> !deleted.contains(name) && parsed.get(name) == null) : stream;
    }

    LabelSet metadata() {
        return metadata;
    }

    /** The parsed labels, with those of an error. */
    LabelSet parsedLabels() {
        if (parsed.size() == 0 && error.isEmpty() && details.isEmpty()) {
            return LabelSet.EMPTY;
        }
        List<Map.Entry<String, String>> all = parsed.entries();
        if (!error.isEmpty()) {
            all.add(Map.entry(ERROR, error));
        }
        if (!details.isEmpty()) {
            all.add(Map.entry(ERROR_DETAILS, details));
        }
        return LabelSet.ofAll(all);
    }

    /** All labels, with those of an error. */
    LabelSet labels() {
        return streamLabels().plus(metadata).plus(parsedLabels());
    }
}
