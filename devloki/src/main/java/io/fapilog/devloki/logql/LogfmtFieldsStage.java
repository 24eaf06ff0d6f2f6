package io.fapilog.devloki.logql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Extracts some values of a logfmt line as labels.
 *
 * @param extractions the labels
 * @param keys the name of each label by the key in the line
 * @param strict whether a malformed line is an error, instead of what is malformed being skipped
 * @param keepEmpty has no effect here, as in Loki
 */
record LogfmtFieldsStage(List<Extraction> extractions, Map<String, String> keys, boolean strict, boolean keepEmpty)
        implements Stage {
    private static final Pattern KEY = Pattern.compile("\\s*(?:([A-Za-z_][A-Za-z0-9_]*)|\"([^\"\\]]*)\"?)\\s*");

    static LogfmtFieldsStage of(List<Extraction> extractions, boolean strict, boolean keepEmpty) throws BadQuery {
        Map<String, String> keys = new LinkedHashMap<>();
        for (Extraction each : extractions) {
            Matcher key = KEY.matcher(each.expression());
            if (!key.matches()) {
                throw new BadQuery("cannot parse expression [" + each.expression() + "]: " + fault(each.expression()));
            }
            keys.put(key.group(1) == null ? key.group(2) : key.group(1), each.name());
        }
        return new LogfmtFieldsStage(extractions, keys, strict, keepEmpty);
    }

    /** A character that starts no token ends the expression for Loki's parser. */
    private static String fault(String text) {
        String bare = text.strip();
        boolean key = bare.matches("[A-Za-z_].*") && !bare.matches("\\w+[^\\w\\s\"].*");
        return "syntax error: unexpected " + (key ? "KEY" : "$end");
    }

    @Override
    public boolean process(Row row) {
        if (row.hints().nothing()) {
            return true;
        }
        for (String name : keys.values()) {
            if (!row.taken(name)) {
                row.set(name, "");
            }
        }
        LogfmtScanner in = new LogfmtScanner(row.line());
        while (!in.atEnd()) {
            if (in.next()) {
                if (!label(row, in)) {
                    break;
                }
            } else if (strict) {
                break;
            }
        }
        if (strict && in.error() != null) {
            row.failParsing("LogfmtParserErr", in.error());
        }
        return true;
    }

    /** Sets the label of the current pair. Returns whether to continue. */
    private boolean label(Row row, LogfmtScanner in) {
        String key = LabelName.of(in.key());
        boolean listed = keys.containsValue(key);
        boolean skipped =
                !listed && (row.hints().wasExtracted(key) || !row.hints().wants(key));
        String name = keys.getOrDefault(key, listed ? key : "");
        if (key.isEmpty() || name.isEmpty() || skipped) {
            return true;
        }
        String free = row.free(name);
        if (!free.equals(name)
                && (row.hints().wasExtracted(free) || !row.hints().wants(free))) {
            return false;
        }
        row.set(free, in.value().indexOf('\uFFFD') >= 0 ? "" : in.value());
        return !row.hints().complete();
    }

    @Override
    public String toString() {
        return "| logfmt" + (strict ? " --strict" : "") + (keepEmpty ? " --keep-empty" : "") + " "
                + Extraction.join(extractions);
    }
}
