package io.fapilog.devloki.logql;

import java.util.List;

/**
 * Extracts the captures of a pattern as labels.
 *
 * @param text the pattern
 * @param pattern its parsed form
 */
record PatternStage(String text, LinePattern pattern) implements Stage {
    @Override
    public boolean process(Row row) {
        if (row.hints().nothing()) {
            return true;
        }
        List<String> values = pattern.captures(row.line());
        List<String> names = pattern.names();
        for (int i = 0; i < values.size(); i++) {
            String free = row.free(names.get(i));
            if (!row.hints().wasExtracted(free) && row.hints().wants(free)) {
                row.set(free, values.get(i));
                if (!row.hints().accepts(free, row)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "| pattern " + GoText.quote(text);
    }
}
