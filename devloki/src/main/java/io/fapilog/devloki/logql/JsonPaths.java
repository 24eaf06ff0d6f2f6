package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds where the labels that are parsed from a JSON line are in it. For one line. */
final class JsonPaths {
    private final LabelSet stream;
    private final Map<String, List<String>> paths = new HashMap<>();

    private JsonPaths(LabelSet stream) {
        this.stream = stream;
    }

    /** The keys that lead to the value of each label. */
    static Map<String, List<String>> of(String line, LabelSet stream) {
        JsonPaths paths = new JsonPaths(stream);
        try {
            paths.walk(new JsonScanner(line), "", List.of());
        } catch (JsonScanner.Malformed e) {
            // What comes before the fault is known.
        }
        return paths.paths;
    }

    private void walk(JsonScanner in, String prefix, List<String> path) throws JsonScanner.Malformed {
        in.object((key, value) -> {
            String name = LabelName.append(prefix, key);
            List<String> inner = new ArrayList<>(path);
            inner.add(key);
            if (value.kind() == JsonScanner.Kind.OBJECT) {
                walk(value.inner(), name, inner);
            } else {
                paths.putIfAbsent(stream.has(name) ? name + Row.EXTRACTED : name, inner);
            }
            return true;
        });
    }
}
