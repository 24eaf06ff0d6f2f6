package io.fapilog.devloki.logql;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects the fields that lines and metadata contain, as the query interface of Grafana offers them. For one use. */
public final class DetectedFields {

    /** What is known of one field. Not thread-safe. */
    public static final class Field {
        private final TreeSet<String> values = new TreeSet<>();
        private final TreeSet<String> parsers = new TreeSet<>();
        private List<String> jsonPath = List.of();
        private String type = "string";

        /** The type of its values, for example {@code duration}. */
        public String type() {
            return type;
        }

        /** Its values. */
        public List<String> values() {
            return List.copyOf(values);
        }

        /** Where it is in JSON lines, empty if it is not in them. */
        public List<String> jsonPath() {
            return jsonPath;
        }

        /** The parsers that extract it; none for metadata. */
        public List<String> parsers() {
            return List.copyOf(parsers);
        }
    }

    private final Map<String, Field> fields = new TreeMap<>();
    private final int limit;

    /**
     * An empty collection.
     *
     * @param limit the maximum number of fields
     */
    public DetectedFields(int limit) {
        this.limit = limit;
    }

    /** The fields by name. */
    public Map<String, Field> fields() {
        return fields;
    }

    /** Adds the fields of an entry. */
    public void add(LogHit hit) {
        hit.metadata().asMap().forEach((name, value) -> add(name, value, ""));
        Row row = new Row(hit.stream(), Hints.none(List.of()));
        row.reset(new Line(hit));
        new JsonStage().process(row);
        String parser = "json";
        if (row.failed()) {
            row.reset(new Line(hit));
            new LogfmtStage(false, false).process(row);
            parser = "logfmt";
        }
        Map<String, List<String>> paths = parser.equals("json") ? JsonPaths.of(hit.line(), hit.stream()) : Map.of();
        LabelSet parsed = row.failed() ? hit.parsed() : hit.parsed().plus(row.parsedLabels());
        for (Map.Entry<String, String> label : parsed.asMap().entrySet()) {
            if (!label.getKey().startsWith("__error") && !label.getKey().equals(Row.PRESERVE_ERROR)) {
                add(label.getKey(), label.getValue(), row.failed() ? "" : parser);
                setPath(label.getKey(), paths.get(label.getKey()));
            }
        }
    }

    private void add(String name, String value, String parser) {
        Field field = fields.get(name);
        if (field == null) {
            if (fields.size() >= limit) {
                return;
            }
            field = new Field();
            fields.put(name, field);
        }
        field.values.add(value);
        field.type = type(value);
        if (!parser.isEmpty()) {
            field.parsers.add(parser);
        }
    }

    private void setPath(String name, @Nullable List<String> path) {
        Field field = fields.get(name);
        if (field != null && path != null) {
            field.jsonPath = path;
        }
    }

    private static String type(String value) {
        if (value.matches("[+-]?\\d{1,18}")) {
            return "int";
        }
        if (parses(() -> GoNumber.parseFloat(value))) {
            return "float";
        }
        if (List.of("t", "T", "TRUE", "true", "True", "f", "F", "FALSE", "false", "False")
                .contains(value)) {
            return "boolean";
        }
        if (parses(() -> GoDuration.parse(value))) {
            return "duration";
        }
        return parses(() -> GoNumber.parseBytes(value)) ? "bytes" : "string";
    }

    private interface Parsing {
        double parse() throws BadQuery;
    }

    private static boolean parses(Parsing parsing) {
        try {
            return !Double.isInfinite(parsing.parse());
        } catch (BadQuery e) {
            return false;
        }
    }

    /** The line of a hit, without its metadata. */
    private record Line(LogHit hit) implements LogEntry {
        @Override
        public long nanos() {
            return hit.nanos();
        }

        @Override
        public String line() {
            return hit.line();
        }

        @Override
        public LabelSet metadata() {
            return LabelSet.EMPTY;
        }
    }
}
