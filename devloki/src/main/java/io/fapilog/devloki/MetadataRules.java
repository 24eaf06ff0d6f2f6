package io.fapilog.devloki;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Loki makes of the metadata of an entry before it stores them. Thread-safe. */
final class MetadataRules {
    /** The metadata of nearly all entries: nothing but a level. Shared to save memory. */
    private static final Map<String, LabelSet> LEVEL_ONLY = levelOnly();

    private MetadataRules() {}

    /**
     * The metadata to store: names made fit, values without U+FFFD, the level added.
     *
     * @throws BadPush when a name has no letter and no digit, which fails the whole push
     */
    static LabelSet stored(LabelSet labels, RawEntry entry, Limits limits) throws BadPush {
        LabelSet sent = entry.metadata().isEmpty() ? LabelSet.EMPTY : normalized(entry.metadata());
        if (!limits.allowStructuredMetadata()) {
            return sent;
        }
        String given = sent.get(DetectedLevel.NAME);
        String level = given == null ? DetectedLevel.of(labels, sent, entry.line()) : DetectedLevel.normal(given);
        LabelSet shared = sent.size() == 0 ? LEVEL_ONLY.get(level) : null;
        return shared == null ? sent.with(DetectedLevel.NAME, level) : shared;
    }

    private static LabelSet normalized(List<Map.Entry<String, String>> sent) throws BadPush {
        Map<String, String> pairs = new TreeMap<>();
        for (Map.Entry<String, String> pair : sent) {
            String name = name(pair.getKey());
            if (!pair.getValue().isEmpty()) {
                pairs.put(name, pair.getValue().replace('\uFFFD', ' '));
            }
        }
        return LabelSet.of(pairs);
    }

    /** A name of ASCII letters, digits and single underscores; those of the form {@code __x__} keep theirs. */
    static String name(String name) throws BadPush {
        if (fit(name)) {
            return name;
        }
        if (name.isEmpty()) {
            throw new BadPush(500, "label name is empty");
        }
        boolean reserved = name.length() >= 4 && name.startsWith("__") && name.endsWith("__");
        String core = reserved ? name.substring(2, name.length() - 2) : name;
        String plain = core.replaceAll("[^A-Za-z0-9]+", "_");
        String result = reserved ? "__" + plain + "__" : plain;
        if (Character.isDigit(result.charAt(0))) {
            result = "key_" + result;
        }
        if (result.chars().allMatch(c -> c == '_')) {
            throw new BadPush(
                    500,
                    "normalization for label name " + GoText.quote(name) + " resulted in invalid name "
                            + GoText.quote(result));
        }
        return result;
    }

    /** Whether {@code name} is plainly right: most are, and they come with every entry. */
    private static boolean fit(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean single = c == '_' && i > 0 && name.charAt(i - 1) != '_';
            if (!Ascii.letter(c) && !(i > 0 && (Ascii.digit(c) || single))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static Map<String, LabelSet> levelOnly() {
        Map<String, LabelSet> sets = new TreeMap<>();
        for (String level : List.of("trace", "debug", "info", "warn", "error", "critical", "fatal", "unknown")) {
            sets.put(level, LabelSet.EMPTY.with(DetectedLevel.NAME, level));
        }
        return Map.copyOf(sets);
    }
}
