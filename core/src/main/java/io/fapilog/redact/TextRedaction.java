package io.fapilog.redact;

import io.fapilog.LogEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Applies rules to texts, each to what the one before it has left. Short texts that occur again and again, as the values
 * of a context do, are looked at once: those that were found clean are kept, as the same objects. For one thread.
 */
final class TextRedaction {
    /** The most texts that are kept, a power of two. */
    private static final int MOST_KEPT = 256;
    /** The longest text that is kept; its hash code is known already, since the size of the event needs it too. */
    private static final int LONGEST_KEPT = 256;

    private final TextRule[] rules;
    /** The default, for which a message is not even copied. */
    private final boolean onlyCredentials;

    private final @Nullable String[] clean = new @Nullable String[MOST_KEPT];
    private final LowBytes bytes = new LowBytes();
    private final MaskedText out = new MaskedText();

    TextRedaction(List<TextRule> rules) {
        this.rules = rules.toArray(TextRule[]::new);
        this.onlyCredentials = this.rules.length == 1 && this.rules[0] instanceof CredentialTexts;
    }

    /** Returns {@code text} masked, the same object if there is nothing to mask. For a text that may occur again. */
    @SuppressWarnings("ReferenceEquality") // only the same object is known without a comparison
    String maskRepeated(String text) {
        if (text.length() > LONGEST_KEPT) {
            return mask(text);
        }
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 16) & MOST_KEPT - 1;
        if (clean[slot] == text) {
            return text;
        }
        String masked = mask(text);
        if (masked == text) {
            clean[slot] = text;
        }
        return masked;
    }

    /** Returns {@code text} masked, the same object if there is nothing to mask. */
    @SuppressWarnings("ReferenceEquality") // a rule returns the same object if it changes nothing
    String mask(String text) {
        boolean isKnown = bytes.take(text);
        String masked = text;
        for (TextRule rule : rules) {
            // The bytes are of the text as it was: once it is changed, each rule looks at it.
            if (!isKnown || masked != text || rule.suspects(bytes)) {
                masked = rule.mask(masked, out);
            }
        }
        return masked;
    }

    /** The masked message of {@code event}, or null if there is nothing to mask. */
    @SuppressWarnings("ReferenceEquality")
    @Nullable
    String maskMessage(LogEvent event) {
        if (onlyCredentials && event.messageBytes() >= 0 && !CredentialTexts.suspectsMessage(event)) {
            return null;
        }
        if (bytes.takeMessage(event) && !isSuspect()) {
            return null;
        }
        String message = event.message();
        String masked = mask(message);
        return masked == message ? null : masked;
    }

    private boolean isSuspect() {
        for (TextRule rule : rules) {
            if (rule.suspects(bytes)) {
                return true;
            }
        }
        return false;
    }
}
