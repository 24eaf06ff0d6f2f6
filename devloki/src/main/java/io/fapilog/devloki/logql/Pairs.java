package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small map of labels, searched one by one. Not thread-safe. */
final class Pairs {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    int size() {
        return names.size();
    }

    void clear() {
        names.clear();
        values.clear();
    }

    @Nullable
    String get(String name) {
        int at = names.isEmpty() ? -1 : names.indexOf(name);
        return at < 0 ? null : values.get(at);
    }

    void put(String name, String value) {
        int at = names.indexOf(name);
        if (at < 0) {
            names.add(name);
            values.add(value);
        } else {
            values.set(at, value);
        }
    }

    void remove(String name) {
        int at = names.indexOf(name);
        if (at >= 0) {
            names.remove(at);
            values.remove(at);
        }
    }

    /** A new list of all pairs. */
    List<Map.Entry<String, String>> entries() {
        List<Map.Entry<String, String>> all = new ArrayList<>(names.size() + 2);
        for (int i = 0; i < names.size(); i++) {
            all.add(Map.entry(names.get(i), values.get(i)));
        }
        return all;
    }
}
