package io.fapilog.redact;

import java.util.Set;

/**
 * Masks the values of parameters whose names look like credentials: {@code ?password=…&}, {@code ;password=…;} and,
 * behind the beginning of a URL, {@code (password=…)} and {@code ,password=…}. Each character is looked at a bounded
 * number of times. For one thread.
 */
final class Parameters {
    /** Parameters that give access like a password, but only in URLs. */
    private static final Set<String> SIGNATURES = Set.of("sig", "signature", "xamzsignature", "xgoogsignature");

    private final FieldNames names;
    private String text = "";
    private int firstUrl;
    /** Whether the text has a space; known only at need. */
    private boolean isOneWord;

    private boolean noBrace;

    Parameters(FieldNames names) {
        this.names = names;
    }

    /** Returns {@code whole} with the values masked, the same object if there are none. */
    String mask(String whole, MaskedText out) {
        int equals = whole.indexOf('=');
        if (equals < 0) {
            return whole;
        }
        text = whole;
        firstUrl = whole.indexOf("://");
        isOneWord = whole.chars().noneMatch(c -> Chars.isSpace((char) c));
        noBrace = false;
        out.begin(whole);
        while (equals >= 0) {
            equals = whole.indexOf('=', maskAt(equals, out));
        }
        text = "";
        return out.end();
    }

    /** Whether a name with a delimiter before it ends before {@code end}; a wrong yes only costs time. */
    static boolean mayEndAt(LowBytes bytes, int end) {
        int i = end - 1;
        while (i >= 0 && isNameCharacter(bytes.at(i))) {
            i--;
        }
        return i < end - 1 && (i < 0 || isDelimiter(bytes.at(i)));
    }

    /** Masks the value behind {@code equals} if its name asks for it. Returns where to look for the next. */
    private int maskAt(int equals, MaskedText out) {
        int start = equals;
        while (start > 0 && isNameCharacter(text.charAt(start - 1))) {
            start--;
        }
        char delimiter = start > 0 ? text.charAt(start - 1) : isOneWord ? '&' : ' ';
        if (start == equals || !begins(delimiter, start) || !isSecret(text.substring(start, equals))) {
            return equals + 1;
        }
        int end = end(delimiter, equals + 1);
        out.mask(equals + 1, end);
        return end;
    }

    private boolean begins(char delimiter, int start) {
        boolean isOfList = delimiter == '(' || delimiter == ',';
        return isOfList ? firstUrl >= 0 && firstUrl < start : isDelimiter(delimiter);
    }

    private boolean isSecret(String name) {
        return names.isMasked(name) || SIGNATURES.contains(FieldNames.plain(name, false));
    }

    private int end(char delimiter, int start) {
        int braced = delimiter == ';' && Chars.at(text, start) == '{' ? braceEnd(start) : start;
        int i = braced;
        while (i < text.length() && !Chars.ends(text, i) && !isEnd(delimiter, text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Behind the brace that ends the value, in which two of them stand for one; {@code start} if there is none. */
    private int braceEnd(int start) {
        int i = noBrace ? -1 : text.indexOf('}', start);
        while (i >= 0 && Chars.at(text, i + 1) == '}') {
            i = text.indexOf('}', i + 2);
        }
        noBrace = i < 0;
        return i < 0 ? start : i + 1;
    }

    /** A value ends at the delimiter that it begins with, not at others: they may be part of it. */
    private static boolean isEnd(char delimiter, char c) {
        return switch (delimiter) {
            case ';' -> c == ';';
            case '(', ',' -> c == ')' || c == ',';
            default -> c == '&';
        };
    }

    private static boolean isNameCharacter(int c) {
        return Chars.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '[' || c == ']';
    }

    private static boolean isDelimiter(int c) {
        return c == '?' || c == '&' || c == ';' || c == '#' || c == '(' || c == ',';
    }
}
