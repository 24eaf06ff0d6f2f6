package io.fapilog.devloki.logql;

import java.util.Map;

/** Unpacks a line that an agent has packed: the strings of a JSON object become labels, and {@code _entry} the line. */
record UnpackStage() implements Stage {
    private static final String ENTRY = "_entry";
    private static final String FAULT = "JSONParserErr";

    @Override
    public boolean process(Row row) {
        if (row.line().isEmpty() || row.hints().nothing()) {
            return true;
        }
        if (row.line().charAt(0) != '{') {
            row.failParsing(FAULT, "expecting json object(6), but it is not");
            return true;
        }
        Pairs found = new Pairs();
        try {
            new JsonScanner(row.line()).object((key, value) -> {
                collect(row, found, key, value);
                return true;
            });
        } catch (JsonScanner.Malformed e) {
            row.failParsing(FAULT, e.getMessage());
            return true;
        }
        return found.get(ENTRY) == null || apply(row, found);
    }

    private static void collect(Row row, Pairs found, String key, JsonScanner value) {
        if (value.kind() != JsonScanner.Kind.STRING) {
            return;
        }
        if (key.equals(ENTRY)) {
            found.put(ENTRY, value.value());
            return;
        }
        String free = row.free(key);
        if (row.hints().wants(free) && !row.hints().wasExtracted(free)) {
            found.put(LabelName.of(free), value.value());
        }
    }

    private static boolean apply(Row row, Pairs found) {
        for (Map.Entry<String, String> label : found.entries()) {
            if (label.getKey().equals(ENTRY)) {
                row.line(label.getValue());
                continue;
            }
            row.set(label.getKey(), label.getValue());
            if (!row.hints().accepts(label.getKey(), row)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "| unpack";
    }
}
