package io.fapilog.redact;

import io.fapilog.config.FieldChoice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the names of fields which values are masked whole. The verdicts for the names of former events are kept.
 * For one thread.
 */
final class FieldNames {
    /** The most names whose verdict is kept, a power of two. */
    private static final int MOST_KNOWN = 256;
    /** The longest name whose verdict is kept. */
    private static final int LONGEST_KNOWN = 128;

    private final @Nullable String[] known = new @Nullable String[MOST_KNOWN];
    private final boolean[] verdicts = new boolean[MOST_KNOWN];
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
        if (name.length() > LONGEST_KNOWN) {
            return decide(name);
        }
        int hash = name.hashCode();
        int slot = (hash ^ hash >>> 16) & MOST_KNOWN - 1;
        if (!name.equals(known[slot])) {
            boolean verdict = decide(name);
            known[slot] = name;
            verdicts[slot] = verdict;
        }
        return verdicts[slot];
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
