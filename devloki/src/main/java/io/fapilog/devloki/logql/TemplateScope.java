package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a template sees while it is executed on one row. Not thread-safe. */
final class TemplateScope {
    /**
     * The labels of the row. They are collected only if the template uses them as a whole.
     *
     * @param snapshot the labels before the stage has changed any; null if it changes none
     */
    record Labels(Row row, @Nullable Map<String, String> snapshot) {
        Map<String, String> all() {
            return snapshot == null ? row.labels().asMap() : snapshot;
        }

        String get(String name) {
            if (snapshot != null) {
                return snapshot.getOrDefault(name, "");
            }
            return name.equals(Row.ERROR_DETAILS) ? row.details() : row.text(name);
        }
    }

    private final Row row;
    private final List<String> names = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    private @Nullable Object dot;

    TemplateScope(Row row, @Nullable Map<String, String> snapshot) {
        this.row = row;
        this.dot = new Labels(row, snapshot);
        declare("$", dot);
    }

    Row row() {
        return row;
    }

    @Nullable
    Object dot() {
        return dot;
    }

    void dot(@Nullable Object value) {
        dot = value;
    }

    void declare(String name, @Nullable Object value) {
        names.add(name);
        values.add(value);
    }

    void assign(String name, @Nullable Object value) throws TemplateFault {
        values.set(index(name), value);
    }

    @Nullable
    Object variable(String name) throws TemplateFault {
        return values.get(index(name));
    }

    private int index(String name) throws TemplateFault {
        int at = names.lastIndexOf(name);
        if (at < 0) {
            throw new TemplateFault("undefined variable: " + name);
        }
        return at;
    }

    /** The number of variables, to be given to {@link #leave} at the end of a block. */
    int enter() {
        return names.size();
    }

    void leave(int size) {
        names.subList(size, names.size()).clear();
        values.subList(size, values.size()).clear();
    }

    /** The field {@code name} of {@code value}. That of a missing label is the empty string. */
    static @Nullable Object field(@Nullable Object value, String name) throws TemplateFault {
        if (value instanceof Labels labels) {
            return labels.get(name);
        }
        if (value instanceof Map<?, ?> map) {
            return map.get(name);
        }
        if (value == null) {
            throw new TemplateFault("nil data; no entry for key " + GoText.quote(name));
        }
        throw new TemplateFault("can't evaluate field " + name + " in type " + TemplateValue.type(value));
    }
}
