package io.fapilog.redact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Masks secrets that have no shape of their own, but follow certain words: the credentials of an {@code Authorization}
 * header, of {@code Bearer} and {@code Basic}, and a secret key of AWS. Without state.
 */
final class WordedTokens {
    private static final List<String> SCHEMES = List.of("bearer", "basic", "token", "apikey", "negotiate");
    /** The fewest characters of a token behind a scheme that stands alone: they must be no word. */
    private static final int LEAST_ALONE = 16;
    /** The most characters between a word and what it announces. */
    private static final int MOST_BETWEEN = 16;

    private static final int LONGEST_NAME = 40;
    private static final int AWS_SECRET = 40;

    /** Masks the secret behind a word that begins at {@code start}. Returns where to look for the next. */
    int maskAt(String text, int start, MaskedText out) {
        if (isWord(text, "authorization", start)) {
            return header(text, start, start + "authorization".length(), out);
        }
        if (isWord(text, "aws_secret", start)) {
            return awsSecret(text, start, out);
        }
        return scheme(text, start, start, true, out);
    }

    private static int header(String text, int start, int nameEnd, MaskedText out) {
        int value = valueStart(text, nameEnd);
        return value < 0 ? start + 1 : scheme(text, start, value, false, out);
    }

    /** Masks what follows a scheme at {@code at}: all of it, or what is long enough to be no word. */
    private static int scheme(String text, int start, int at, boolean isAlone, MaskedText out) {
        String scheme = schemeAt(text, at);
        int value = scheme == null ? -1 : skipSpaces(text, at + scheme.length());
        if (scheme == null || value == at + scheme.length()) {
            return start + 1;
        }
        int end = value;
        boolean hasDigit = false;
        while (end < text.length() && TokenShape.isHeader(text.charAt(end))) {
            hasDigit |= Chars.isDigit(text.charAt(end)) || text.charAt(end) == '=';
            end++;
        }
        boolean isSecret = !isAlone || (hasDigit && end - value >= LEAST_ALONE);
        if (!isSecret) {
            return value;
        }
        out.mask(value, end);
        return end;
    }

    private static @Nullable String schemeAt(String text, int at) {
        for (String scheme : SCHEMES) {
            if (text.regionMatches(true, at, scheme, 0, scheme.length())) {
                return scheme;
            }
        }
        return null;
    }

    private static int awsSecret(String text, int start, MaskedText out) {
        int nameEnd = start + "aws_secret".length();
        int most = Math.min(text.length(), nameEnd + LONGEST_NAME);
        while (nameEnd < most && Chars.isWord(text, nameEnd)) {
            nameEnd++;
        }
        int value = valueStart(text, nameEnd);
        int end = Math.max(value, 0);
        while (value >= 0 && end < text.length() && end - value <= AWS_SECRET && isBase64(text.charAt(end))) {
            end++;
        }
        if (value < 0 || end - value != AWS_SECRET) {
            return start + 1;
        }
        out.mask(value, end);
        return end;
    }

    private static boolean isBase64(char c) {
        return Chars.isLetterOrDigit(c) || c == '/' || c == '+' || c == '=';
    }

    /** Where the value behind a name begins, as in {@code name: value}, {@code "name":"value"}; -1 without a value. */
    private static int valueStart(String text, int nameEnd) {
        boolean isAssigned = false;
        int i = nameEnd;
        int most = Math.min(text.length(), nameEnd + MOST_BETWEEN);
        for (; i < most; i++) {
            char c = text.charAt(i);
            if (c == ':' || c == '=') {
                isAssigned = true;
            } else if (" \"'\\[>".indexOf(c) < 0) {
                break;
            }
        }
        return isAssigned ? i : -1;
    }

    private static int skipSpaces(String text, int from) {
        int i = from;
        while (Chars.at(text, i) == ' ') {
            i++;
        }
        return i;
    }

    private static boolean isWord(String text, String word, int start) {
        return text.regionMatches(true, start, word, 0, word.length());
    }
}
