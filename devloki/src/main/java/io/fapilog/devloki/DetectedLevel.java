package io.fapilog.devloki;

import io.fapilog.devloki.logql.LabelSet;
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

/** Detects the level of an entry as Loki does for the metadata {@code detected_level}. Thread-safe. */
final class DetectedLevel {
    static final String NAME = "detected_level";

    private static final String UNKNOWN = "unknown";
    private static final int JSON_DEPTH = 2;
    /** The names of labels, metadata and fields that hold a level, by precedence. */
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
    /** The words searched for in a line. If two start at the same place, the first of this list wins. */
    private static final List<String> WORDS =
            List.of("trace", "debug", "fatal", "critical", "error", "err", "warning", "warn", "info");

    private static final String LEFT = " \t\n[({\"'=|";
    private static final String RIGHT = " \t\n[](){}:,!\"'=|";
    private static final JsonFactory JSON = new JsonFactory();

    private DetectedLevel() {}

    /** The level of an entry: of its labels, else of its metadata, else of its line. */
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

    /** Loki's name for {@code level}; an unknown level is returned unchanged. */
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

    /** The level of an OpenTelemetry severity number. Each level has four numbers. */
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
            return firstField(in);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** The first string with one of the names, in document order. */
    private static @Nullable String firstField(JsonParser in) {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = in.nextToken();
            if (token == null) {
                return null;
            }
            if (token == JsonToken.VALUE_STRING && FIELD_SET.contains(in.currentName())) {
                return in.getString();
            }
            depth = depthAfter(in, token, depth);
        }
        return null;
    }

    /** Enters objects up to the depth that Loki searches; skips deeper ones, and arrays. */
    private static int depthAfter(JsonParser in, JsonToken token, int depth) {
        if (token == JsonToken.START_OBJECT && depth < JSON_DEPTH) {
            return depth + 1;
        }
        if (token.isStructStart()) {
            in.skipChildren();
        }
        return token == JsonToken.END_OBJECT ? depth - 1 : depth;
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

    /** The index before {@code end} at which {@code word} stands between delimiters, -1 if there is none. */
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
