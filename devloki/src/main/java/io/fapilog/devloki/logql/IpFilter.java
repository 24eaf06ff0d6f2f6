package io.fapilog.devloki.logql;

import java.util.List;

/**
 * Searches addresses in a label.
 *
 * @param name the label
 * @param not whether rows with the address are removed
 * @param text the address, range or network
 * @param pattern its parsed form
 */
record IpFilter(String name, boolean not, String text, IpPattern pattern) implements LabelFilter {
    @Override
    public boolean process(Row row) {
        // With an error, only filters on texts remove a row.
        String value = row.get(name);
        return row.failed() || (value != null && pattern.occursIn(value) != not);
    }

    @Override
    public List<String> labels() {
        return List.of(name);
    }

    @Override
    public String toString() {
        return name + (not ? "!=" : "=") + "ip(" + GoText.quote(text) + ")";
    }
}
