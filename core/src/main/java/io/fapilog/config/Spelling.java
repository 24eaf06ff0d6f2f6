package io.fapilog.config;

import org.jspecify.annotations.Nullable;

/** Finds the word that was probably meant. */
final class Spelling {
    private Spelling() {}

    /**
     * The candidate with the fewest typing errors, the first of equals; null when none is near. Near is at most two
     * errors, in a long word a third of its letters, and at least one letter in common.
     */
    static @Nullable String nearest(String word, Iterable<String> candidates) {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(word, candidate);
            if (distance < least && distance <= mostErrors(word, candidate)) {
                nearest = candidate;
                least = distance;
            }
        }
        return nearest;
    }

    private static int mostErrors(String word, String candidate) {
        int shorter = Math.min(word.length(), candidate.length());
        return Math.min(shorter - 1, Math.max(2, candidate.length() / 3));
    }

    /** The Levenshtein distance: insertions, deletions and replacements. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
