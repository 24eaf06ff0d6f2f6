package io.fapilog.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the setting {@code redact} can name. */
public enum RedactKind {
    /** Fields with the names of credentials, and credentials in URLs. */
    CREDENTIALS,
    /** Tokens and keys that are known by their shape. */
    TOKENS,
    /** The local parts of email addresses. */
    EMAIL,
    /** The numbers of payment cards. */
    CARD,
    /** International bank account numbers. */
    IBAN,
    /** IP addresses. */
    IP;

    /** The names, in order. */
    static List<String> names() {
        return Arrays.stream(values()).map(RedactKind::toString).toList();
    }

    /** The kind with this name; null if there is none. */
    static @Nullable RedactKind of(String name) {
        for (RedactKind kind : values()) {
            if (kind.name().equalsIgnoreCase(name)) {
                return kind;
            }
        }
        return null;
    }

    /** The name in the setting. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
