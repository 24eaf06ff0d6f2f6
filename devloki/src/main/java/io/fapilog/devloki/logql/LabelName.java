package io.fapilog.devloki.logql;

/** Makes names of labels from the keys in lines. Thread-safe. */
final class LabelName {
    private LabelName() {}

    /** The key with an underscore for each character that a label cannot have, and before a leading digit. */
    static String of(String key) {
        return append("", key);
    }

    /** The name of the key below {@code prefix}. */
    static String append(String prefix, String key) {
        String bare = key.strip();
        if (bare.isEmpty()) {
            return prefix;
        }
        if (valid(bare)) {
            return prefix.isEmpty() ? bare : prefix + '_' + bare;
        }
        StringBuilder out = new StringBuilder(prefix);
        out.append(prefix.isEmpty() ? "" : "_");
        if (prefix.isEmpty() && Ascii.digit(bare.charAt(0))) {
            out.append('_');
        }
        bare.codePoints().forEach(c -> out.append(Ascii.letter(c) || Ascii.digit(c) ? (char) c : '_'));
        return out.toString();
    }

    private static boolean valid(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!Ascii.letter(c) && c != '_' && (i == 0 || !Ascii.digit(c))) {
                return false;
            }
        }
        return true;
    }
}
