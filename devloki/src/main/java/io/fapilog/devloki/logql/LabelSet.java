package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A set of names with values, sorted by name: the labels of a stream or the metadata of an entry. Immutable. */
public final class LabelSet implements Comparable<LabelSet> {
    public static final LabelSet EMPTY = new LabelSet(new String[0]);

    /** Names and values in turn. A label string in protobuf may repeat a name, which {@link PushRules} refuses. */
    private final String[] elements;

    private final int hash;
    // Both are created on first use. A race creates an equal value twice.
    private @Nullable String text;

    private @Nullable Map<String, String> map;

    private LabelSet(String[] elements) {
        this.elements = elements;
        this.hash = Arrays.hashCode(elements);
    }

    public static LabelSet of(Map<String, String> labels) {
        String[] elements = new String[labels.size() * 2];
        int i = 0;
        for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
            elements[i++] = label.getKey();
            elements[i++] = label.getValue();
        }
        return new LabelSet(elements);
    }

    /** The labels of {@code list}, except those with an empty value. Repeated names are retained. */
    public static LabelSet of(List<Map.Entry<String, String>> list) {
        List<Map.Entry<String, String>> sorted = new ArrayList<>(list);
        sorted.removeIf(label -> label.getValue().isEmpty());
        sorted.sort(Map.Entry.comparingByKey());
        String[] elements = new String[sorted.size() * 2];
        for (int i = 0; i < sorted.size(); i++) {
            elements[2 * i] = sorted.get(i).getKey();
            elements[2 * i + 1] = sorted.get(i).getValue();
        }
        return new LabelSet(elements);
    }

    /** All labels of {@code list}, including those with an empty value. Names must not be repeated. */
    static LabelSet ofAll(List<Map.Entry<String, String>> list) {
        Map<String, String> labels = new TreeMap<>();
        list.forEach(label -> labels.put(label.getKey(), label.getValue()));
        return of(labels);
    }

    public int size() {
        return elements.length / 2;
    }

    public String name(int i) {
        return elements[2 * i];
    }

    public String value(int i) {
        return elements[2 * i + 1];
    }

    /** The value of {@code name}, null if there is none. */
    @Nullable
    public String get(String name) {
        for (int i = 0; i < elements.length; i += 2) {
            if (elements[i].equals(name)) {
                return elements[i + 1];
            }
        }
        return null;
    }

    public boolean has(String name) {
        return get(name) != null;
    }

    public LabelSet with(String name, String value) {
        List<Map.Entry<String, String>> labels = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            if (!name(i).equals(name)) {
                labels.add(Map.entry(name(i), value(i)));
            }
        }
        labels.add(Map.entry(name, value));
        return of(labels);
    }

    /** These labels and the {@code metadata}. A name of the metadata that is also a label gets Loki's suffix. */
    public LabelSet mergedWith(LabelSet metadata) {
        Map<String, String> merged = new TreeMap<>(asMap());
        metadata.renamedBeside(this).asMap().forEach(merged::put);
        return of(merged);
    }

    /** This metadata, with Loki's suffix for the names that are also in {@code labels}. */
    public LabelSet renamedBeside(LabelSet labels) {
        String[] renamed = elements.clone();
        boolean changed = false;
        for (int i = 0; i < renamed.length; i += 2) {
            if (labels.has(renamed[i])) {
                renamed[i] += "_extracted";
                changed = true;
            }
        }
        return changed ? new LabelSet(renamed) : this;
    }

    /** These labels except {@code name}. */
    LabelSet without(String name) {
        return has(name) ? filter(other -> !other.equals(name)) : this;
    }

    /** The labels that have a value. */
    LabelSet withoutEmpty() {
        for (int i = 1; i < elements.length; i += 2) {
            if (elements[i].isEmpty()) {
                return of(List.copyOf(asMap().entrySet()));
            }
        }
        return this;
    }

    /** The labels whose names {@code retained} accepts. */
    public LabelSet filter(Predicate<String> retained) {
        String[] found = new String[elements.length];
        int size = 0;
        for (int i = 0; i < elements.length; i += 2) {
            if (retained.test(elements[i])) {
                found[size++] = elements[i];
                found[size++] = elements[i + 1];
            }
        }
        return size == elements.length ? this : new LabelSet(Arrays.copyOf(found, size));
    }

    /** These labels and {@code others}, which replace those of the same name. */
    LabelSet plus(LabelSet others) {
        if (others.size() == 0) {
            return this;
        }
        if (size() == 0) {
            return others;
        }
        Map<String, String> merged = new TreeMap<>(asMap());
        merged.putAll(others.asMap());
        return of(merged);
    }

    /** Compares by the names and values in turn, as Prometheus sorts series. */
    @Override
    public int compareTo(LabelSet other) {
        for (int i = 0; i < Math.min(elements.length, other.elements.length); i++) {
            int order = elements[i].compareTo(other.elements[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(elements.length, other.elements.length);
    }

    public Map<String, String> asMap() {
        Map<String, String> result = map;
        if (result == null) {
            Map<String, String> ordered = new LinkedHashMap<>();
            for (int i = 0; i < size(); i++) {
                ordered.put(name(i), value(i));
            }
            result = Collections.unmodifiableMap(ordered);
            map = result;
        }
        return result;
    }

    /** The number of characters of all names and values, an estimate of their memory. */
    public int chars() {
        int chars = 0;
        for (String text : elements) {
            chars += text.length();
        }
        return chars;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof LabelSet that && hash == that.hash && Arrays.equals(elements, that.elements));
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
