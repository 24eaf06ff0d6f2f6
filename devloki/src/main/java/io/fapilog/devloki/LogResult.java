package io.fapilog.devloki;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/**
 * What a log query found: the first {@code limit} entries in the direction asked for.
 *
 * @param hits the entries with the labels of their streams, in order
 */
record LogResult(List<Hit> hits) {

    /**
     * One entry.
     *
     * @param labels the labels of its stream
     * @param entry the entry
     */
    record Hit(LabelSet labels, Entry entry) {}

    static LogResult of(List<Store.Part> parts, LogQuery query, int limit, boolean forward) {
        List<Hit> hits = new ArrayList<>();
        for (Store.Part part : parts) {
            List<Entry> entries = part.entries();
            int found = 0;
            for (int i = 0; i < entries.size() && found < limit; i++) {
                Entry entry = entries.get(forward ? i : entries.size() - 1 - i);
                if (query.keeps(entry.line())) {
                    hits.add(new Hit(part.labels(), entry));
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
        streams(categorized).forEach((name, stream) -> write(out, stream, categorized));
        out.writeEndArray();
        out.writeObjectPropertyStart("stats");
        out.writeEndObject();
        out.writeEndObject();
    }

    /** The hits by stream; unless they are kept apart, every combination of metadata is a stream of its own. */
    private Map<String, List<Hit>> streams(boolean categorized) {
        Map<String, List<Hit>> streams = new TreeMap<>();
        for (Hit hit : hits) {
            LabelSet labels = categorized
                    ? hit.labels()
                    : hit.labels().mergedWith(hit.entry().metadata());
            streams.computeIfAbsent(labels.toString(), any -> new ArrayList<>()).add(hit);
        }
        return streams;
    }

    private static void write(JsonGenerator out, List<Hit> stream, boolean categorized) {
        Hit first = stream.get(0);
        out.writeStartObject();
        Json.labels(
                out,
                "stream",
                categorized
                        ? first.labels()
                        : first.labels().mergedWith(first.entry().metadata()));
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
