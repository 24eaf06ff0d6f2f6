package io.fapilog.redact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression of the user. Of each match the group {@code secret} is masked, or the whole match if the
 * expression has no such group. A text on which it takes too many steps or too deep a stack becomes {@value
 * MaskedText#FAILED}, and is told. For one thread.
 */
final class OwnPattern implements TextRule {
    private static final String GROUP = "secret";

    private final String name;
    private final Pattern pattern;
    private final boolean hasGroup;
    private final RedactionFailures failures;

    OwnPattern(String name, String regex, RedactionFailures failures) {
        this.name = name;
        this.pattern = Pattern.compile(regex);
        this.hasGroup = regex.contains("(?<" + GROUP + ">");
        this.failures = failures;
    }

    /** Nothing is known of the pattern. */
    @Override
    public boolean suspects(LowBytes bytes) {
        return true;
    }

    @Override
    public String mask(String text, MaskedText out) {
        try {
            return matched(text, out);
        } catch (CountedText.SpentException e) {
            tell("it takes more than " + CountedText.budget(text.length()) + " steps for a text of " + text.length()
                    + " characters");
        } catch (StackOverflowError e) {
            tell("it needs too deep a stack for a text of " + text.length() + " characters");
        }
        return MaskedText.FAILED;
    }

    private String matched(String text, MaskedText out) {
        Matcher matcher = pattern.matcher(new CountedText(text));
        if (!matcher.find()) {
            return text;
        }
        out.begin(text);
        do {
            int start = hasGroup ? matcher.start(GROUP) : matcher.start();
            out.mask(start, hasGroup ? matcher.end(GROUP) : matcher.end());
        } while (matcher.find());
        return out.end();
    }

    private void tell(String reason) {
        String key = "redact_pattern." + name;
        failures.failed(key, key + " gives up: " + reason + "; such texts are sent as " + MaskedText.FAILED);
    }
}
