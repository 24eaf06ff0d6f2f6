package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.List;

/**
 * The label whose value is the value of a sample.
 *
 * @param label the label, empty if the entries themselves are counted
 * @param conversion {@code bytes}, {@code duration}, {@code duration_seconds} or empty
 * @param filters the label filters after it
 */
record Unwrap(String label, String conversion, List<LabelFilter> filters) {
    static final Unwrap NONE = new Unwrap("", "", List.of());

    boolean exists() {
        return !label.isEmpty();
    }

    double convert(String text) throws BadQuery {
        return switch (conversion) {
            case "bytes" -> GoNumber.parseBytes(text);
            case "duration", "duration_seconds" -> GoDuration.parse(text) / 1e9;
            default -> GoNumber.parseFloat(text);
        };
    }

    @Override
    public String toString() {
        if (!exists()) {
            return "";
        }
        return " " + String.join(" ", lines());
    }

    /** The stages of the unwrapping. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("| unwrap " + (conversion.isEmpty() ? label : conversion + "(" + label + ")"));
        filters.forEach(filter -> lines.add("| " + filter));
        return lines;
    }
}
