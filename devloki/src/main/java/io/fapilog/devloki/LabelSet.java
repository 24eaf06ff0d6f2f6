package io.fapilog.devloki;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Names and their values, sorted by name: the labels of a stream, or the metadata of an entry. Immutable. */
final class LabelSet {
    static final LabelSet EMPTY = new LabelSet(new String[0]);

    /** Name, value, name, value. A label string in protobuf may repeat a name, which the label rules then refuse. */
    private final String[] pairs;

    private final int hash;
    // Both are made when first asked for; two threads may both make them, which harms nothing.
    private @Nullable String text;

    private @Nullable Map<String, String> map;

    private LabelSet(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    static LabelSet of(Map<String, String> labels) {
        String[] pairs = new String[labels.size() * 2];
        int i = 0;
        for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
            pairs[i++] = label.getKey();
            pairs[i++] = label.getValue();
        }
        return new LabelSet(pairs);
    }

    /** The labels of {@code list} but those with an empty value; a repeated name stays repeated. */
    static LabelSet of(List<Map.Entry<String, String>> list) {
        List<Map.Entry<String, String>> sorted = new ArrayList<>(list);
        sorted.removeIf(label -> label.getValue().isEmpty());
        sorted.sort(Map.Entry.comparingByKey());
        String[] pairs = new String[sorted.size() * 2];
        for (int i = 0; i < sorted.size(); i++) {
            pairs[2 * i] = sorted.get(i).getKey();
            pairs[2 * i + 1] = sorted.get(i).getValue();
        }
        return new LabelSet(pairs);
    }

    int size() {
        return pairs.length / 2;
    }

    String name(int i) {
        return pairs[2 * i];
    }

    String value(int i) {
        return pairs[2 * i + 1];
    }

    /** The value of {@code name}, null when there is none. */
    @Nullable
    String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return null;
    }

    boolean has(String name) {
        return get(name) != null;
    }

    LabelSet with(String name, String value) {
        List<Map.Entry<String, String>> labels = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            if (!name(i).equals(name)) {
                labels.add(Map.entry(name(i), value(i)));
            }
        }
        labels.add(Map.entry(name, value));
        return of(labels);
    }

    /** These labels and those of {@code metadata}; a metadata name that is a label too gets Loki's suffix. */
    LabelSet mergedWith(LabelSet metadata) {
        Map<String, String> merged = new TreeMap<>(asMap());
        metadata.renamedBeside(this).asMap().forEach(merged::put);
        return of(merged);
    }

    /** These metadata with the names that are labels in {@code labels} suffixed, as Loki shows them. */
    LabelSet renamedBeside(LabelSet labels) {
        String[] renamed = pairs.clone();
        boolean changed = false;
        for (int i = 0; i < renamed.length; i += 2) {
            if (labels.has(renamed[i])) {
                renamed[i] += "_extracted";
                changed = true;
            }
        }
        return changed ? new LabelSet(renamed) : this;
    }

    Map<String, String> asMap() {
        Map<String, String> result = map;
        if (result == null) {
            Map<String, String> pairMap = new LinkedHashMap<>();
            for (int i = 0; i < size(); i++) {
                pairMap.put(name(i), value(i));
            }
            result = Collections.unmodifiableMap(pairMap);
            map = result;
        }
        return result;
    }

    /** Characters of all names and values: what they take in memory, roughly. */
    int chars() {
        int chars = 0;
        for (String text : pairs) {
            chars += text.length();
        }
        return chars;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof LabelSet that && hash == that.hash && Arrays.equals(pairs, that.pairs));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The canonical label string, {@code {a="1", b="2"}}. */
    @Override
    public String toString() {
        String result = text;
        if (result == null) {
            StringBuilder out = new StringBuilder("{");
            for (int i = 0; i < size(); i++) {
                out.append(i == 0 ? "" : ", ").append(name(i)).append('=').append(GoText.quote(value(i)));
            }
            result = out.append('}').toString();
            text = result;
        }
        return result;
    }
}
