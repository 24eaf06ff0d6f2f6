package io.fapilog.devloki.logql;

import java.util.List;
import java.util.Map;

/**
 * Removes all labels except some.
 *
 * @param conditions the labels that remain, unconditionally or by their value
 */
record KeepStage(List<NamedMatcher> conditions) implements Stage {
    @Override
    public boolean process(Row row) {
        for (Map.Entry<String, String> label : row.labels().asMap().entrySet()) {
            String name = label.getKey();
            boolean special =
                    name.equals(Row.ERROR) || name.equals(Row.ERROR_DETAILS) || name.equals(Row.PRESERVE_ERROR);
            if (!special && conditions.stream().noneMatch(each -> keeps(each, name, label.getValue()))) {
                row.delete(name);
            }
        }
        return true;
    }

    private static boolean keeps(NamedMatcher condition, String name, String value) {
        return condition.name().equals(name) && condition.matches(value);
    }

    @Override
    public String toString() {
        return "| keep " + NamedMatcher.join(conditions);
    }
}
