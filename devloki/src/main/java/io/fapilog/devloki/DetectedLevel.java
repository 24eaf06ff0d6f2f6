package io.fapilog.devloki;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The metadata {@code detected_level}, which Loki derives for every entry. Thread-safe. */
final class DetectedLevel {
    static final String NAME = "detected_level";

    private static final String UNKNOWN = "unknown";
    private static final int JSON_DEPTH = 2;
    /** The names that hold a level, the best one first. */
    private static final List<String> FIELDS = List.of(
            "level",
            "LEVEL",
            "Level",
            "log.level",
            "severity",
            "SEVERITY",
            "Severity",
            "SeverityText",
            "lvl",
            "LVL",
            "Lvl",
            "severity_text",
            "Severity_Text",
            "SEVERITY_TEXT");

    private static final Set<String> FIELD_SET = new HashSet<>(FIELDS);
    private static final Map<String, String> NORMAL = Map.ofEntries(
            Map.entry("trace", "trace"),
            Map.entry("trc", "trace"),
            Map.entry("debug", "debug"),
            Map.entry("dbg", "debug"),
            Map.entry("info", "info"),
            Map.entry("inf", "info"),
            Map.entry("information", "info"),
            Map.entry("warn", "warn"),
            Map.entry("wrn", "warn"),
            Map.entry("warning", "warn"),
            Map.entry("error", "error"),
            Map.entry("err", "error"),
            Map.entry("critical", "critical"),
            Map.entry("fatal", "fatal"));
    /** The words looked for in a line; of two that start at one place the first here counts. */
    private static final List<String> WORDS =
            List.of("trace", "debug", "fatal", "critical", "error", "err", "warning", "warn", "info");

    private static final String LEFT = " \t\n[({\"'=|";
    private static final String RIGHT = " \t\n[](){}:,!\"'=|";
    private static final JsonFactory JSON = new JsonFactory();

    private DetectedLevel() {}

    /** The level of an entry: from what is named so, else from its line. */
    static String of(LabelSet labels, LabelSet metadata, String line) {
        String named = named(labels);
        if (named == null) {
            named = named(metadata);
        }
        if (named != null) {
            return normal(named);
        }
        String number = metadata.get("severity_number");
        return number == null ? ofLine(line) : ofNumber(number);
    }

    /** Loki's word for a level; an unknown one stays as it is. */
    static String normal(String level) {
        return NORMAL.getOrDefault(level.toLowerCase(Locale.ROOT), level);
    }

    private static @Nullable String named(LabelSet labels) {
        for (int i = 0; i < labels.size(); i++) {
            if (FIELD_SET.contains(labels.name(i))) {
                return FIELDS.stream()
                        .filter(labels::has)
                        .map(labels::get)
                        .findFirst()
                        .orElse(null);
            }
        }
        return null;
    }

    /** The severity numbers of OpenTelemetry, four to a level. */
    private static String ofNumber(String text) {
        try {
            int number = Integer.parseInt(text);
            List<String> levels = List.of("trace", "debug", "info", "warn", "error", "fatal");
            return number == 0 || number > 24 ? UNKNOWN : levels.get(Math.max(0, (number - 1) / 4));
        } catch (NumberFormatException e) {
            return "info";
        }
    }

    static String ofLine(String line) {
        String value = null;
        String text = line.strip();
        if (text.startsWith("{") && text.endsWith("}")) {
            value = inJson(line);
        } else if (line.indexOf('=') >= 0) {
            value = new Logfmt(line).best(FIELDS);
        }
        String known = value == null ? null : NORMAL.get(value.toLowerCase(Locale.ROOT));
        return known == null ? wordIn(line) : known;
    }

    private static @Nullable String inJson(String line) {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), line)) {
            in.nextToken();
            int depth = 1;
            while (depth > 0) {
                JsonToken token = in.nextToken();
                if (token == null) {
                    return null;
                } else if (token == JsonToken.START_OBJECT && depth < JSON_DEPTH) {
                    depth++;
                } else if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                    in.skipChildren();
                } else if (token == JsonToken.END_OBJECT) {
                    depth--;
                } else if (token == JsonToken.VALUE_STRING && FIELD_SET.contains(in.currentName())) {
                    return in.getString();
                }
            }
            return null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String wordIn(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        int best = lower.length();
        String found = UNKNOWN;
        for (String word : WORDS) {
            int at = indexOfWord(lower, word, best);
            if (at >= 0) {
                best = at;
                found = NORMAL.getOrDefault(word, UNKNOWN);
            }
        }
        return found;
    }

    /** Where {@code word} stands alone before {@code end}, -1 when nowhere. */
    private static int indexOfWord(String line, String word, int end) {
        int at = line.indexOf(word);
        while (at >= 0 && at < end) {
            int after = at + word.length();
            boolean left = at == 0 || LEFT.indexOf(line.charAt(at - 1)) >= 0;
            boolean right = after >= line.length() || RIGHT.indexOf(line.charAt(after)) >= 0;
            if (left && right) {
                return at;
            }
            at = line.indexOf(word, at + 1);
        }
        return -1;
    }
}
