package io.fapilog.redact;

import io.fapilog.LogEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies rules to texts, each to what the one before it has left. For one thread. */
final class TextRedaction {
    private final TextRule[] rules;
    /** The default, for which a message is not even copied. */
    private final boolean onlyCredentials;

    private final LowBytes bytes = new LowBytes();
    private final MaskedText out = new MaskedText();

    TextRedaction(List<TextRule> rules) {
        this.rules = rules.toArray(TextRule[]::new);
        this.onlyCredentials = this.rules.length == 1 && this.rules[0] instanceof CredentialTexts;
    }

    /** Returns {@code text} masked, the same object if there is nothing to mask. */
    String mask(String text) {
        return bytes.take(text) ? maskKnown(text, 0) : maskAll(text, 0);
    }

    /** The masked message of {@code event}, or null if there is nothing to mask. */
    @SuppressWarnings("ReferenceEquality") // a rule returns the same object if it changes nothing
    @Nullable
    String maskMessage(LogEvent event) {
        if (onlyCredentials && event.messageBytes() >= 0 && !CredentialTexts.suspectsMessage(event)) {
            return null;
        }
        boolean isKnown = bytes.takeMessage(event);
        int first = isKnown ? suspicious(0) : 0;
        if (first == rules.length) {
            return null;
        }
        String message = event.message();
        String masked = isKnown ? maskKnown(message, first) : mask(message);
        return masked == message ? null : masked;
    }

    /** Masks {@code text}, whose bytes are held, by the rules from {@code first} on. */
    @SuppressWarnings("ReferenceEquality")
    private String maskKnown(String text, int first) {
        for (int i = suspicious(first); i < rules.length; i = suspicious(i + 1)) {
            String masked = rules[i].mask(text, out);
            if (masked != text) {
                // The bytes are of the text as it was: once it is changed, each rule looks at it.
                return maskAll(masked, i + 1);
            }
        }
        return text;
    }

    private String maskAll(String text, int first) {
        String masked = text;
        for (int i = first; i < rules.length; i++) {
            masked = rules[i].mask(masked, out);
        }
        return masked;
    }

    /** The first rule from {@code first} on that suspects something; their number if none does. */
    private int suspicious(int first) {
        int i = first;
        while (i < rules.length && !rules[i].suspects(bytes)) {
            i++;
        }
        return i;
    }
}
