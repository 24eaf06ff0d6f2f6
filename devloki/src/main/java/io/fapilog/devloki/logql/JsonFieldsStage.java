package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Extracts some values of a JSON line as labels.
 *
 * @param extractions the labels
 * @param paths the path of each label: names, and numbers of array elements
 */
record JsonFieldsStage(List<Extraction> extractions, List<List<Object>> paths) implements Stage {

    static JsonFieldsStage of(List<Extraction> extractions) throws BadQuery {
        List<List<Object>> paths = new ArrayList<>();
        for (Extraction each : extractions) {
            try {
                paths.add(new JsonPath(each.expression()).parse());
            } catch (BadQuery e) {
                throw new BadQuery("cannot parse expression [" + each.expression() + "]: " + e.text());
            }
        }
        return new JsonFieldsStage(extractions, paths);
    }

    @Override
    public boolean process(Row row) {
        if (row.line().isEmpty() || row.hints().nothing()) {
            return true;
        }
        if ("\"{[".indexOf(row.line().charAt(0)) < 0) {
            row.failParsing("JSONParserErr", null);
            return true;
        }
        int found = 0;
        for (int i = 0; i < paths.size(); i++) {
            String value = find(row.line(), paths.get(i));
            if (value != null) {
                row.set(row.free(extractions.get(i).name()), value);
                found++;
            }
        }
        if (found < paths.size()) {
            setMissing(row);
        }
        return true;
    }

    private static @Nullable String find(String line, List<Object> path) {
        try {
            JsonScanner found = JsonScanner.find(line, path);
            return found == null ? null : text(found);
        } catch (JsonScanner.Malformed e) {
            return null;
        }
    }

    private static String text(JsonScanner found) {
        return switch (found.kind()) {
            case NULL -> "";
            case OBJECT -> found.raw();
            case ARRAY -> {
                String unescaped = JsonText.unescape(found.raw());
                yield unescaped == null ? "" : unescaped;
            }
            default -> found.value();
        };
    }

    private void setMissing(Row row) {
        for (Extraction each : extractions) {
            if (row.get(each.name()) == null) {
                row.set(each.name(), "");
            }
        }
    }

    @Override
    public String toString() {
        return "| json " + Extraction.join(extractions);
    }
}
