package io.fapilog;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The configuration cannot be used. The message lists every violation that was found, each with its mend; it never
 * shows credentials.
 */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST_VIOLATION = 1_000;
    /** Control characters, ends of lines and unpaired surrogates. */
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private final String[] violations;

    /** Reports {@code violations}, one sentence each, at least one. */
    public ConfigurationException(List<String> violations) {
        this(violations.stream().map(ConfigurationException::shown).toArray(String[]::new));
    }

    private ConfigurationException(String[] violations) {
        super(message(List.of(violations)));
        this.violations = violations;
    }

    /** What is wrong, one sentence each, in the order in which it was found. */
    public List<String> violations() {
        return List.of(violations);
    }

    /** A violation on one line; what it quotes of a value may be long and may have control characters. */
    private static String shown(String violation) {
        int length = violation.length();
        int half = LONGEST_VIOLATION / 2;
        String bounded = length <= LONGEST_VIOLATION
                ? violation
                : violation.substring(0, half) + " … " + violation.substring(length - half);
        return HIDDEN.matcher(bounded).replaceAll("?");
    }

    private static String message(List<String> violations) {
        if (violations.size() == 1) {
            return violations.get(0);
        }
        return violations.size() + " mistakes in the configuration:\n  - " + String.join("\n  - ", violations);
    }
}
