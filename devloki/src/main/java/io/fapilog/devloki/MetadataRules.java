package io.fapilog.devloki;

import io.fapilog.devloki.logql.Ascii;
import io.fapilog.devloki.logql.GoText;
import io.fapilog.devloki.logql.LabelSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Normalizes the metadata of an entry as Loki does before storing it. Thread-safe. */
final class MetadataRules {
    /** Metadata that consists of a level only, as for nearly all entries. Shared to save memory. */
    private static final Map<String, LabelSet> LEVEL_ONLY = levelOnly();

    private MetadataRules() {}

    /**
     * The metadata to store: names normalized, U+FFFD in values replaced, the detected level added.
     *
     * @throws BadPush if a name contains neither a letter nor a digit, which refuses the whole push
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
        Map<String, String> metadata = new TreeMap<>();
        for (Map.Entry<String, String> each : sent) {
            String name = name(each.getKey());
            if (!each.getValue().isEmpty()) {
                metadata.put(name, each.getValue().replace('\uFFFD', ' '));
            }
        }
        return LabelSet.of(metadata);
    }

    private static String name(String name) throws BadPush {
        if (valid(name)) {
            return name;
        }
        if (name.isEmpty()) {
            throw new BadPush(500, "label name is empty");
        }
        String result = withoutSpecialCharacters(name);
        if (result.chars().allMatch(c -> c == '_')) {
            throw new BadPush(
                    500,
                    "normalization for label name " + GoText.quote(name) + " resulted in invalid name "
                            + GoText.quote(result));
        }
        return result;
    }

    /** The name with ASCII letters, digits and single underscores only; {@code __x__} retains its outer ones. */
    private static String withoutSpecialCharacters(String name) {
        boolean reserved = name.length() >= 4 && name.startsWith("__") && name.endsWith("__");
        String core = reserved ? name.substring(2, name.length() - 2) : name;
        String plain = core.replaceAll("[^A-Za-z0-9]+", "_");
        String result = reserved ? "__" + plain + "__" : plain;
        return Character.isDigit(result.charAt(0)) ? "key_" + result : result;
    }

    /** Whether {@code name} is normalized already. A fast path, since nearly all names are. */
    private static boolean valid(String name) {
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
