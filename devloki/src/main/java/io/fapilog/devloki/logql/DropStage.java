package io.fapilog.devloki.logql;

import java.util.List;

/**
 * Removes labels.
 *
 * @param conditions the labels to remove, unconditionally or by their value
 */
record DropStage(List<NamedMatcher> conditions) implements Stage {
    @Override
    public boolean process(Row row) {
        conditions.forEach(condition -> drop(row, condition));
        return true;
    }

    private static void drop(Row row, NamedMatcher condition) {
        String name = condition.name();
        if (name.equals(Row.ERROR)) {
            if (condition.matches(row.error())) {
                row.clearError();
            }
        } else if (name.equals(Row.ERROR_DETAILS)) {
            if (condition.matches(row.details())) {
                row.clearDetails();
            }
        } else if (condition.matches(row.text(name)) && row.get(name) != null) {
            row.delete(name);
        }
    }

    @Override
    public String toString() {
        return "| drop " + NamedMatcher.join(conditions);
    }
}
