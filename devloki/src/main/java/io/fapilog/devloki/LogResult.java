package io.fapilog.devloki;

import io.fapilog.devloki.logql.LabelSet;
import io.fapilog.devloki.logql.LogHit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the result of a log query.
 *
 * @param hits the entries in the requested direction
 * @param categorized whether the labels of an entry are written apart from those of its stream
 */
record LogResult(List<LogHit> hits, boolean categorized) {

    /** Writes the member {@code data}. */
    void write(JsonGenerator out) {
        out.writeObjectPropertyStart("data");
        out.writeStringProperty("resultType", "streams");
        if (categorized) {
            Json.strings(out, "encodingFlags", List.of("categorize-labels"));
        }
        writeStreams(out, "result");
        Json.emptyObject(out, "stats");
        out.writeEndObject();
    }

    void writeStreams(JsonGenerator out, String property) {
        out.writeArrayPropertyStart(property);
        streams().forEach((labels, stream) -> write(out, labels, stream));
        out.writeEndArray();
    }

    private Map<LabelSet, List<LogHit>> streams() {
        Map<LabelSet, List<LogHit>> groups = new HashMap<>();
        for (LogHit hit : hits) {
            LabelSet labels = categorized ? hit.stream() : hit.labels();
            groups.computeIfAbsent(labels, any -> new ArrayList<>()).add(hit);
        }
        Map<LabelSet, List<LogHit>> streams = new TreeMap<>(Comparator.comparing(LabelSet::toString));
        streams.putAll(groups);
        return streams;
    }

    private void write(JsonGenerator out, LabelSet labels, List<LogHit> stream) {
        out.writeStartObject();
        Json.labels(out, "stream", labels);
        out.writeArrayPropertyStart("values");
        for (LogHit hit : stream) {
            out.writeStartArray();
            out.writeString(Long.toString(hit.nanos()));
            out.writeString(hit.line());
            if (categorized) {
                categories(out, hit);
            }
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void categories(JsonGenerator out, LogHit hit) {
        out.writeStartObject();
        if (hit.metadata().size() > 0) {
            Json.labels(out, "structuredMetadata", hit.metadata());
        }
        if (hit.parsed().size() > 0) {
            Json.labels(out, "parsed", hit.parsed());
        }
        out.writeEndObject();
    }
}
