package io.fapilog.loki;

import io.fapilog.config.Options;
import io.fapilog.config.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Labels and structured metadata.
 *
 * @param labels the labels of every stream
 * @param labelFields the fields of an event that become labels
 * @param metadata the fields of an event that become structured metadata
 */
record StreamSettings(SortedMap<String, String> labels, List<Field> labelFields, List<Field> metadata) {

    static StreamSettings read(Options options, String service) {
        SortedMap<String, String> labels = labels(options, service);
        List<Field> labelFields = labelFields(options, labels);
        Set<String> taken = new HashSet<>(labels.keySet());
        labelFields.forEach(field -> taken.add(field.name()));
        List<Field> metadata = metadata(options, taken);
        long counted = labels.keySet().stream()
                        .filter(name -> !name.equals(Labels.SERVICE_NAME))
                        .count()
                + labelFields.size();
        if (counted > Labels.MOST) {
            options.reject("labels and label_fields make " + counted + " labels, but Loki accepts " + Labels.MOST
                    + "; make the others metadata");
        }
        if (metadata.size() + labelFields.size() > Metadata.MOST_NAMES) {
            options.reject(
                    "metadata has more than " + Metadata.MOST_NAMES + " names, label_fields included; name fewer");
        }
        return new StreamSettings(Collections.unmodifiableSortedMap(labels), labelFields, metadata);
    }

    private static SortedMap<String, String> labels(Options options, String service) {
        SortedMap<String, String> labels = new TreeMap<>();
        boolean given = options.has("labels");
        String pairs = options.text("labels");
        for (String pair : pairs == null ? new String[0] : pairs.split(",")) {
            int equals = pair.indexOf('=');
            if (equals >= 0) {
                String name = pair.substring(0, equals).strip();
                options.resolve("label " + name, pair.substring(equals + 1).strip())
                        .ifPresent(value -> label(labels, name, value.value(), options));
            } else if (!pair.isBlank()) {
                options.reject("labels: " + pair.strip() + " has no value; write labels=name=value,name=value");
            }
        }
        Map<String, Secret> single = options.prefixed("label");
        given |= options.hasPrefixed("label");
        single.forEach((name, value) -> label(labels, name, value.value(), options));
        if (given && pairs != null && pairs.isBlank() && labels.isEmpty()) {
            options.reject("labels is empty; write labels=app=myapi, or leave it out for service_name");
        }
        if (!given) {
            labels.put(Labels.SERVICE_NAME, service.isBlank() ? "unknown_service" : Labels.fitValue(service));
        }
        return labels;
    }

    private static void label(SortedMap<String, String> labels, String name, String value, Options options) {
        String wrong = Labels.wrongName(name);
        if (wrong == null) {
            wrong = Labels.wrongValue(name, value);
        }
        if (wrong != null) {
            options.reject(wrong);
        } else if (labels.putIfAbsent(name, value) != null) {
            options.reject("label " + name + " is given more than once; keep one");
        }
    }

    private static List<Field> labelFields(Options options, SortedMap<String, String> labels) {
        List<Field> fields = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (String source : options.list("label_fields", List.of())) {
            String name = Labels.fitName(source);
            if (name == null) {
                options.reject("label_fields: " + source + " has no ASCII letter or digit to make a label name of;"
                        + " rename the field or leave it out");
            } else if (labels.containsKey(name)) {
                options.reject("label_fields: " + name + " is in labels too; keep it in one of them");
            } else if (!names.add(name)) {
                options.reject("label_fields: " + name + " is given more than once; keep one");
            } else {
                fields.add(new Field(name, source));
            }
        }
        return fields;
    }

    private static List<Field> metadata(Options options, Set<String> taken) {
        List<Field> fields = new ArrayList<>();
        for (String source : options.list("metadata", List.of("trace_id", "span_id"))) {
            String name = Labels.fitMetadataName(source);
            if (name == null) {
                options.reject(
                        "metadata: " + source + " has no ASCII letter or digit, and Loki fails a push with such a"
                                + " name; rename the field or leave it out");
            } else if (taken.add(name)) {
                fields.add(new Field(name, source));
            }
        }
        return fields;
    }
}
