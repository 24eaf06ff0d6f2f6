package io.fapilog;

import java.util.List;

/**
 * The configuration cannot be used. The message lists every violation that was found, each with its mend; it never
 * shows credentials.
 */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String[] violations;

    /** Reports {@code violations}, one sentence each, at least one. */
    public ConfigurationException(List<String> violations) {
        super(message(violations));
        this.violations = violations.toArray(new String[0]);
    }

    /** What is wrong, one sentence each, in the order in which it was found. */
    public List<String> violations() {
        return List.of(violations);
    }

    private static String message(List<String> violations) {
        if (violations.size() == 1) {
            return violations.get(0);
        }
        return violations.size() + " mistakes in the configuration:\n  - " + String.join("\n  - ", violations);
    }
}
