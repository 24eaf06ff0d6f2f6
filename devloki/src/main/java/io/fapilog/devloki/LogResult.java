package io.fapilog.devloki;

import io.fapilog.devloki.logql.LabelSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/**
 * The result of a log query.
 *
 * @param hits the entries in the requested direction, with the labels of their streams
 */
record LogResult(List<Hit> hits) {

    /**
     * One entry of the result.
     *
     * @param labels the labels of its stream
     * @param entry the entry
     */
    record Hit(LabelSet labels, Entry entry) {}

    /** The first {@code limit} entries that match the filters of {@code query}. */
    static LogResult of(List<StreamSlice> slices, LogQuery query, int limit, boolean forward) {
        List<Hit> hits = new ArrayList<>();
        for (StreamSlice slice : slices) {
            List<Entry> entries = slice.entries();
            int found = 0;
            for (int i = 0; i < entries.size() && found < limit; i++) {
                Entry entry = entries.get(forward ? i : entries.size() - 1 - i);
                if (query.matches(entry.line())) {
                    hits.add(new Hit(slice.labels(), entry));
                    found++;
                }
            }
        }
        Comparator<Hit> byTime = Comparator.comparingLong(hit -> hit.entry().nanos());
        hits.sort(forward ? byTime : byTime.reversed());
        return new LogResult(List.copyOf(hits.subList(0, Math.min(limit, hits.size()))));
    }

    /** Writes the member {@code data}. */
    void write(JsonGenerator out, boolean categorized) {
        out.writeObjectPropertyStart("data");
        out.writeStringProperty("resultType", "streams");
        if (categorized) {
            Json.strings(out, "encodingFlags", List.of("categorize-labels"));
        }
        out.writeArrayPropertyStart("result");
        streams(categorized).forEach((labels, stream) -> write(out, labels, stream, categorized));
        out.writeEndArray();
        out.writeObjectPropertyStart("stats");
        out.writeEndObject();
        out.writeEndObject();
    }

    /** The hits by stream. Unless metadata is categorized, each combination of metadata forms its own stream. */
    private Map<LabelSet, List<Hit>> streams(boolean categorized) {
        record Key(LabelSet labels, LabelSet metadata) {}
        Map<Key, LabelSet> shown = new HashMap<>();
        Map<LabelSet, List<Hit>> groups = new HashMap<>();
        for (Hit hit : hits) {
            Key key = new Key(
                    hit.labels(), categorized ? LabelSet.EMPTY : hit.entry().metadata());
            LabelSet labels = shown.computeIfAbsent(key, any -> key.labels.mergedWith(key.metadata));
            groups.computeIfAbsent(labels, any -> new ArrayList<>()).add(hit);
        }
        Map<LabelSet, List<Hit>> streams = new TreeMap<>(Comparator.comparing(LabelSet::toString));
        streams.putAll(groups);
        return streams;
    }

    private static void write(JsonGenerator out, LabelSet labels, List<Hit> stream, boolean categorized) {
        out.writeStartObject();
        Json.labels(out, "stream", labels);
        out.writeArrayPropertyStart("values");
        for (Hit hit : stream) {
            out.writeStartArray();
            out.writeString(Long.toString(hit.entry().nanos()));
            out.writeString(hit.entry().line());
            if (categorized) {
                metadata(out, hit);
            }
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void metadata(JsonGenerator out, Hit hit) {
        LabelSet metadata = hit.entry().metadata().renamedBeside(hit.labels());
        out.writeStartObject();
        if (metadata.size() > 0) {
            Json.labels(out, "structuredMetadata", metadata);
        }
        out.writeEndObject();
    }
}
