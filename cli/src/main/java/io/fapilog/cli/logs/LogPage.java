package io.fapilog.cli.logs;

import io.fapilog.spi.SinkQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A part of the lines that a query finds.
 *
 * @param lines the lines, the oldest first
 * @param isFull whether there may be more lines
 */
record LogPage(List<LogLine> lines, boolean isFull) {
    /**
     * Reads the answer to a query.
     *
     * @param limit how many lines were asked for
     */
    static LogPage of(String body, int limit, boolean forward) throws SinkQuery.Failure {
        try {
            JsonNode data = JsonMapper.shared().readTree(body).path("data");
            String type = data.path("resultType").asString("");
            if (!type.equals("streams")) {
                throw new SinkQuery.Failure(
                        type.isEmpty()
                                ? "the answer is not that of Loki; check host, port and prefix"
                                : "the query gives a " + type + ", not lines; leave out its functions",
                        type.isEmpty() ? 0 : 400);
            }
            List<LogLine> lines = lines(data.path("result"), forward);
            return new LogPage(lines, lines.size() >= limit);
        } catch (JacksonException | NumberFormatException e) {
            throw new SinkQuery.Failure("the answer cannot be read as that of Loki; check host, port and prefix", 0);
        }
    }

    /** The oldest time. */
    long first() {
        return lines.get(0).nanos();
    }

    /** The newest time. */
    long last() {
        return lines.get(lines.size() - 1).nanos();
    }

    private static List<LogLine> lines(JsonNode streams, boolean forward) {
        List<LogLine> lines = new ArrayList<>();
        for (JsonNode stream : streams) {
            SortedMap<String, String> labels = texts(stream.path("stream"));
            for (JsonNode value : stream.path("values")) {
                JsonNode more = value.path(2);
                lines.add(new LogLine(
                        Long.parseLong(value.path(0).asString()),
                        value.path(1).asString(),
                        labels,
                        texts(more.path("structuredMetadata")),
                        texts(more.path("parsed"))));
            }
        }
        if (!forward) {
            Collections.reverse(lines);
        }
        lines.sort(Comparator.comparingLong(LogLine::nanos));
        return lines;
    }

    private static SortedMap<String, String> texts(JsonNode object) {
        SortedMap<String, String> texts = new TreeMap<>();
        object.forEachEntry((name, value) -> texts.put(name, value.asString("")));
        return Collections.unmodifiableSortedMap(texts);
    }
}
