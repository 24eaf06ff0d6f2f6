package io.fapilog;

import io.fapilog.config.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The levels of loggers: {@code info,com.acme=debug,com.acme.noisy=off}. A rule applies to the logger of its name and
 * to all loggers below it; the longest name wins. Immutable.
 */
final class LevelRules {
    /** No rules. */
    static final LevelRules NONE = new LevelRules(Map.of());

    private static final String ROOT = "";

    /** Thresholds by name of the logger; null stands for off. */
    private final Map<String, @Nullable Level> rules;

    private LevelRules(Map<String, @Nullable Level> rules) {
        this.rules = rules;
    }

    /** The rules of the process: {@code info} where {@code text} says nothing. Adds to {@code violations}. */
    static LevelRules parse(String text, List<String> violations) {
        List<String> found = new ArrayList<>();
        Map<String, @Nullable Level> rules = new TreeMap<>();
        rules.put(ROOT, Level.INFO);
        rules.putAll(read(text, found).rules);
        found.forEach(violation -> violations.add("FAPILOG_LEVEL: " + violation));
        return new LevelRules(rules);
    }

    /** The rules that {@code text} contains. Adds its violations to {@code violations}. */
    static LevelRules read(String text, List<String> violations) {
        Map<String, @Nullable Level> rules = new TreeMap<>();
        for (String part : text.split(",")) {
            String rule = part.strip();
            int equals = rule.indexOf('=');
            if (!rule.isEmpty()) {
                String logger = equals < 0 ? ROOT : rule.substring(0, equals).strip();
                rules.put(logger, level(rule.substring(equals + 1).strip(), violations));
            }
        }
        return new LevelRules(rules);
    }

    /** These rules with those of {@code others} in the place of those of the same name. */
    LevelRules with(LevelRules others) {
        Map<String, @Nullable Level> all = new TreeMap<>(rules);
        all.putAll(others.rules);
        return new LevelRules(all);
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /**
     * The rules as text: {@code info,com.acme=debug}.
     *
     * @param marked the rules that get {@code mark}
     */
    String text(LevelRules marked, String mark) {
        List<String> all = new ArrayList<>();
        rules.forEach((logger, level) -> {
            String shown = level == null ? "off" : level.name().toLowerCase(Locale.ROOT);
            all.add((logger.isEmpty() ? "" : logger + "=") + shown + (marked.rules.containsKey(logger) ? mark : ""));
        });
        return String.join(",", all);
    }

    /** The least level that passes {@code logger}; null when none does. */
    @Nullable
    Level threshold(String logger) {
        String name = logger;
        while (!rules.containsKey(name)) {
            int dot = name.lastIndexOf('.');
            name = dot < 0 ? ROOT : name.substring(0, dot);
        }
        return rules.get(name);
    }

    private static @Nullable Level level(String text, List<String> violations) {
        String name = standardName(text.toUpperCase(Locale.ROOT));
        if (name.equals("OFF")) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (Level level : Level.values()) {
            if (level.name().equals(name)) {
                return level;
            }
            names.add(level.name().toLowerCase(Locale.ROOT));
        }
        names.addAll(Arrays.asList("all", "off"));
        String near = Options.nearest(text.toLowerCase(Locale.ROOT), names);
        violations.add(text + " is no level; "
                + (near == null ? "use " : "did you mean " + near + "? Use ") + String.join(", ", names)
                + ", or logger=level, separated by commas");
        return Level.INFO;
    }

    /** The names of levels in other logging systems. */
    private static String standardName(String name) {
        return switch (name) {
            case "WARNING" -> "WARN";
            case "CRITICAL", "FATAL", "SEVERE" -> "ERROR";
            case "ALL" -> "TRACE";
            default -> name;
        };
    }
}
