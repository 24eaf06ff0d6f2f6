package io.fapilog.devloki.logql;

import java.util.List;

/**
 * Compares the text of a label. The only filter that sees the label {@code __error__}.
 *
 * @param matcher the condition
 */
record TextFilter(LabelMatcher matcher) implements LabelFilter {
    @Override
    public boolean process(Row row) {
        return matcher.value().test(row.text(matcher.name()));
    }

    @Override
    public List<String> labels() {
        return List.of(matcher.name());
    }

    @Override
    public String toString() {
        return matcher.toString();
    }
}
