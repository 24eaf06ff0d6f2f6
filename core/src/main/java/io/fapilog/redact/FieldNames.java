package io.fapilog.redact;

import io.fapilog.config.FieldChoice;
import io.fapilog.text.RecentTexts;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides by the names of fields which values are masked whole. The verdicts for the names of former events are kept.
 * For one thread.
 */
final class FieldNames {
    /** The most names whose verdict is kept, a power of two. */
    private static final int MOST_KNOWN = 256;

    private final RecentTexts<Boolean> verdicts = new RecentTexts<>(MOST_KNOWN, this::decide);
    private final boolean credentials;
    private final List<String> masked = new ArrayList<>();
    private final List<String> letThrough = new ArrayList<>();

    /**
     * Creates the decision.
     *
     * @param credentials whether names of credentials count
     * @param patterns the patterns of the user; those with an exclamation mark let a name through
     */
    FieldNames(boolean credentials, List<String> patterns) {
        this.credentials = credentials;
        for (String pattern : patterns) {
            (pattern.startsWith("!") ? letThrough : masked).add(plain(pattern, true));
        }
    }

    /** Whether the value of the field {@code name} is masked. */
    boolean isMasked(String name) {
        return verdicts.of(name);
    }

    /** {@code name} in small letters and without what is not a letter or digit, except stars if they are kept. */
    static String plain(String name, boolean withStars) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isLetterOrDigit(c) || (withStars && c == '*')) {
                plain.append(Character.toLowerCase(c));
            }
        }
        return plain.toString();
    }

    private boolean decide(String name) {
        String plain = plain(name, false);
        if (matchesAny(letThrough, plain)) {
            return false;
        }
        return (credentials && CredentialNames.matches(name)) || matchesAny(masked, plain);
    }

    private static boolean matchesAny(List<String> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> FieldChoice.matches(pattern, name));
    }
}
