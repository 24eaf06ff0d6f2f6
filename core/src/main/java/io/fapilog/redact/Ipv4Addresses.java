package io.fapilog.redact;

/**
 * Masks IPv4 addresses: four numbers up to 255 with dots between them, which are no part of a word or of a longer list
 * of numbers. Each character is looked at a bounded number of times. Without state.
 */
final class Ipv4Addresses implements TextRule {
    @Override
    public boolean suspects(LowBytes bytes) {
        int length = bytes.length();
        int dots = 0;
        for (int i = 1; i < length; i++) {
            if (bytes.at(i) == '.' && Chars.isDigit(bytes.at(i - 1)) && Chars.isDigit(bytes.at(i + 1))) {
                dots++;
            }
        }
        return dots >= 3;
    }

    @Override
    public String mask(String text, MaskedText out) {
        return out.maskEach(text, i -> begins(text, i) ? end(text, i) : -1);
    }

    private static boolean begins(String text, int i) {
        return Chars.isDigit(text.charAt(i)) && !Chars.isWord(text, i - 1) && Chars.at(text, i - 1) != '.';
    }

    private static int end(String text, int start) {
        int i = start;
        for (int numbers = 1; numbers <= 4; numbers++) {
            int end = numberEnd(text, i);
            if (end < 0 || (numbers < 4 && Chars.at(text, end) != '.')) {
                return -1;
            }
            i = numbers < 4 ? end + 1 : end;
        }
        boolean isLonger = Chars.at(text, i) == '.' && Chars.isWord(text, i + 1);
        return isLonger || Chars.isWord(text, i) ? -1 : i;
    }

    private static int numberEnd(String text, int start) {
        int i = start;
        int value = 0;
        while (i < start + 3 && Chars.isDigit(Chars.at(text, i))) {
            value = 10 * value + text.charAt(i) - '0';
            i++;
        }
        return i == start || value > 255 ? -1 : i;
    }
}
