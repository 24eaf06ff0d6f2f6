package io.fapilog.redact;

/**
 * Masks the numbers of payment cards whole: 13 to 19 digits, the first of them 2 to 6, with the right check digit
 * (Luhn). The digits may be in groups of three or more, with a space or a dash between two groups. Neither a part of a
 * longer number or word nor of a decimal fraction is a card number. Each character is looked at a bounded number of
 * times. Without state.
 */
final class Cards implements TextRule {
    private static final int LEAST = 13;
    private static final int MOST = 19;
    private static final int LEAST_GROUP = 3;

    @Override
    public boolean suspects(LowBytes bytes) {
        int digits = 0;
        int length = bytes.length();
        for (int i = 0; i < length; i++) {
            int c = bytes.at(i);
            if (Chars.isDigit(c)) {
                digits++;
                if (digits == LEAST) {
                    return true;
                }
            } else if (c != ' ' && c != '-') {
                digits = 0;
            }
        }
        return false;
    }

    @Override
    public String mask(String text, MaskedText out) {
        out.begin(text);
        int i = 0;
        while (i < text.length()) {
            if (!Chars.isDigit(text.charAt(i))) {
                i++;
                continue;
            }
            int end = begins(text, i) ? end(text, i) : -1;
            if (end > 0) {
                out.mask(i, end);
            }
            i = end > 0 ? end : groupEnd(text, i);
        }
        return out.end();
    }

    private static boolean begins(String text, int i) {
        char before = Chars.at(text, i - 1);
        boolean isFraction = before == '.' && Chars.isDigit(Chars.at(text, i - 2));
        char first = text.charAt(i);
        return first >= '2' && first <= '6' && !Chars.isLetterOrDigit(before) && !isFraction;
    }

    /** The end of the longest card number that begins at {@code start}; -1 if there is none. */
    private static int end(String text, int start) {
        int found = -1;
        int digits = 0;
        int i = start;
        while (digits <= MOST) {
            int end = groupEnd(text, i);
            digits += end - i;
            if (end - i < LEAST_GROUP || digits > MOST) {
                return found;
            }
            if (digits >= LEAST && ends(text, end) && isLuhn(text, start, end)) {
                found = end;
            }
            char separator = Chars.at(text, end);
            if (separator != ' ' && separator != '-') {
                return found;
            }
            i = end + 1;
        }
        return found;
    }

    private static boolean ends(String text, int end) {
        char next = Chars.at(text, end);
        boolean isFraction = next == '.' && Chars.isDigit(Chars.at(text, end + 1));
        return !Chars.isLetter(next) && !isFraction;
    }

    private static int groupEnd(String text, int start) {
        int i = start;
        while (Chars.isDigit(Chars.at(text, i))) {
            i++;
        }
        return i;
    }

    /** ISO/IEC 7812-1: every other digit, from the last but one on, counts twice. */
    private static boolean isLuhn(String text, int start, int end) {
        int sum = 0;
        boolean isDoubled = false;
        for (int i = end - 1; i >= start; i--) {
            int digit = text.charAt(i) - '0';
            if (digit >= 0 && digit <= 9) {
                int counted = isDoubled ? 2 * digit : digit;
                sum += counted > 9 ? counted - 9 : counted;
                isDoubled = !isDoubled;
            }
        }
        return sum % 10 == 0;
    }
}
