package io.fapilog.devloki.logql;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A label that a parser extracts.
 *
 * @param name the label
 * @param expression where its value is in the line
 */
record Extraction(String name, String expression) {
    static String join(List<Extraction> all) {
        return all.stream().map(Extraction::toString).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return name + "=" + GoText.quote(expression);
    }
}
