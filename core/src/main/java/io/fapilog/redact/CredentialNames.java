package io.fapilog.redact;

import java.util.List;
import java.util.Set;

/**
 * The names that look like those of credentials. A name is compared in small letters and without what is not a letter
 * or digit, so that {@code userPassword}, {@code USER_PASSWORD} and {@code user.password} are the same; digits at its
 * end do not count. It must end with one of the lists: what only begins like a credential, such as {@code token_count},
 * describes one.
 */
final class CredentialNames {
    /** What a name may end with, even within a word: {@code dbpassword}. */
    private static final List<String> ENDS = List.of(
            "password",
            "passwords",
            "passwordhash",
            "passwd",
            "passphrase",
            "passcode",
            "pwd",
            "dbpass",
            "userpass",
            "secret",
            "secrets",
            "secretid",
            "token",
            "cookie",
            "cookies",
            "credential",
            "credentials",
            "apikey",
            "accesskey",
            "accountkey",
            "secretkey",
            "privatekey",
            "signingkey",
            "encryptionkey",
            "sessionid",
            "sessid");

    /** What must be the last word: {@code possession} is no session. */
    private static final Set<String> WORDS = Set.of("authorization", "session", "bearer", "jwt", "otp", "cvv", "cvc");

    /** The first words of names that ask a question: {@code has_password}. */
    private static final Set<String> QUESTIONS = Set.of("has", "is");

    /** The last characters of a name that count. */
    private static final int LONGEST = 256;

    private final StringBuilder letters = new StringBuilder();
    private int firstWordEnd;
    private int lastWord;

    private CredentialNames() {}

    /** Whether {@code name} looks like that of a credential. */
    static boolean matches(String name) {
        CredentialNames words = new CredentialNames();
        words.split(name.substring(Math.max(0, name.length() - LONGEST)));
        return words.matches();
    }

    private boolean matches() {
        int end = letters.length();
        while (end > 0 && Character.isDigit(letters.charAt(end - 1))) {
            end--;
        }
        String whole = letters.substring(0, end);
        if (QUESTIONS.contains(letters.substring(0, firstWordEnd))) {
            return false;
        }
        return WORDS.contains(whole.substring(Math.min(lastWord, end)))
                || ENDS.stream().anyMatch(whole::endsWith);
    }

    /** A digit never begins a word, so that the last word of {@code token_2} is the token. */
    private void split(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                if (Character.isLetter(c) && beginsWord(name, i) && !letters.isEmpty()) {
                    firstWordEnd = lastWord == 0 ? letters.length() : firstWordEnd;
                    lastWord = letters.length();
                }
                letters.append(Character.toLowerCase(c));
            }
        }
    }

    private static boolean beginsWord(String name, int i) {
        char before = i == 0 ? '_' : name.charAt(i - 1);
        if (!Character.isLetterOrDigit(before)) {
            return true;
        }
        return Character.isUpperCase(name.charAt(i))
                && (!Character.isUpperCase(before)
                        || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1))));
    }
}
