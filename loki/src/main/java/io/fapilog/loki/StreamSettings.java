package io.fapilog.loki;

import io.fapilog.config.FieldChoice;
import io.fapilog.config.Options;
import io.fapilog.config.Secret;
import io.fapilog.spi.Sink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Labels and structured metadata.
 *
 * @param labels the labels of every stream
 * @param labelFields the fields of an event that become labels
 * @param labelPatterns the patterns of the names of further such fields
 * @param metadata the fields of an event that become structured metadata
 * @param metadataPatterns the patterns of the names of further such fields
 * @param origin what is told about the process, as structured metadata
 */
record StreamSettings(
        SortedMap<String, String> labels,
        List<Field> labelFields,
        FieldChoice labelPatterns,
        List<Field> metadata,
        FieldChoice metadataPatterns,
        List<OriginEntry> origin) {

    /** A name and value that is told about the process. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record OriginEntry(byte[] name, String value) {}

    static StreamSettings read(Options options, Sink.Defaults defaults) {
        SortedMap<String, String> labels = labels(options, defaults.service());
        SortedMap<String, String> origin =
                new TreeMap<>(defaults.origin().read(options).values());
        FieldChoice labelChoice = choice(options, "label_fields", List.of());
        List<Field> labelFields = labelFields(options, labelChoice, labels, origin);
        Set<String> taken = new HashSet<>(labels.keySet());
        labelFields.forEach(field -> taken.add(field.name()));
        origin.keySet().removeAll(taken);
        FieldChoice metadataChoice = choice(options, "metadata", List.of("trace_id", "span_id"));
        List<Field> metadata = metadata(options, metadataChoice, taken);
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
        return new StreamSettings(
                Collections.unmodifiableSortedMap(labels),
                labelFields,
                patternsOf(labelChoice),
                metadata,
                patternsOf(metadataChoice),
                origin.entrySet().stream()
                        .map(entry ->
                                new OriginEntry(entry.getKey().getBytes(StandardCharsets.UTF_8), entry.getValue()))
                        .toList());
    }

    private static FieldChoice choice(Options options, String name, List<String> byDefault) {
        List<String> patterns = options.list(name, byDefault);
        if (!patterns.isEmpty() && patterns.stream().allMatch(pattern -> pattern.startsWith("!"))) {
            options.reject(name + " only excludes; name what to send too, as in " + name + "=req_*,!req_body");
        }
        return FieldChoice.of(patterns);
    }

    /** The part of {@code choice} that does not spell out names. */
    private static FieldChoice patternsOf(FieldChoice choice) {
        List<String> patterns =
                choice.included().stream().filter(FieldChoice::isGlob).toList();
        return new FieldChoice(patterns, patterns.isEmpty() ? List.of() : choice.excluded());
    }

    /** The names that {@code choice} spells out and does not exclude. */
    private static List<String> namesOf(FieldChoice choice) {
        return choice.included().stream()
                .filter(name -> !FieldChoice.isGlob(name) && choice.includes(name))
                .toList();
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
        String shown = labels.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(","));
        options.show("labels", shown, given);
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

    /** Adds what is told about the process and named by {@code choice} to {@code labels}. */
    private static List<Field> labelFields(
            Options options, FieldChoice choice, SortedMap<String, String> labels, SortedMap<String, String> origin) {
        List<Field> fields = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (String source : namesOf(choice)) {
            String name = Labels.fitName(source);
            if (name == null) {
                options.reject("label_fields: " + source + " has no ASCII letter or digit to make a label name of;"
                        + " rename the field or leave it out");
            } else if (labels.containsKey(name)) {
                options.reject("label_fields: " + name + " is in labels too; keep it in one of them");
            } else if (!names.add(name)) {
                options.reject("label_fields: " + name + " is given more than once; keep one");
            } else if (origin.containsKey(source)) {
                labels.put(name, Labels.fitValue(origin.get(source)));
            } else {
                fields.add(new Field(name, source));
            }
        }
        return fields;
    }

    private static List<Field> metadata(Options options, FieldChoice choice, Set<String> taken) {
        List<Field> fields = new ArrayList<>();
        for (String source : namesOf(choice)) {
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
