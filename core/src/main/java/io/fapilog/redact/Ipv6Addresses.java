package io.fapilog.redact;

/**
 * Masks IPv6 addresses, with their zone: eight groups of hexadecimal digits, or fewer with {@code ::}. Times, MAC
 * addresses, and words with {@code ::} between them are none. Each character is looked at a bounded number of times.
 * Without state.
 */
final class Ipv6Addresses implements TextRule {
    private static final int GROUPS = 8;

    @Override
    public boolean suspects(LowBytes bytes) {
        return bytes.contains(':') && bytes.count(':') >= 2;
    }

    @Override
    public String mask(String text, MaskedText out) {
        out.begin(text);
        int i = 0;
        while (i < text.length()) {
            int end = i;
            while (end < text.length() && isPart(text.charAt(end))) {
                end++;
            }
            if (end - i > 2 && !Chars.isWord(text, end)) {
                maskRun(text, i, end, out);
            }
            i = end + 1;
        }
        return out.end();
    }

    private static void maskRun(String text, int runStart, int runEnd, MaskedText out) {
        int start = start(text, runStart, runEnd);
        int end = end(text, start, runEnd);
        if (isAddress(text, start, end)) {
            out.mask(start, zoneEnd(text, end));
        }
    }

    /** Leaves out the end of a word before the run, and a single colon at its beginning. */
    private static int start(String text, int runStart, int runEnd) {
        int start = runStart;
        if (Chars.isWord(text, runStart - 1)) {
            while (start < runEnd && text.charAt(start) != ':') {
                start++;
            }
            start++;
        }
        boolean isSingle = Chars.at(text, start) == ':' && Chars.at(text, start + 1) != ':';
        return isSingle ? start + 1 : start;
    }

    /** Leaves out the beginning of an IPv4 address, and a single colon at the end. */
    private static int end(String text, int start, int runEnd) {
        int end = runEnd;
        if (Chars.at(text, end) == '.' && Chars.isDigit(Chars.at(text, end + 1))) {
            while (end > start && text.charAt(end - 1) != ':') {
                end--;
            }
        }
        boolean isSingle = end > start && text.charAt(end - 1) == ':' && Chars.at(text, end - 2) != ':';
        return isSingle ? end - 1 : end;
    }

    private static boolean isAddress(String text, int start, int end) {
        int groups = 0;
        int gaps = 0;
        boolean hasDigit = false;
        int i = start;
        while (i < end) {
            int groupEnd = i;
            while (groupEnd < end && text.charAt(groupEnd) != ':') {
                hasDigit |= Chars.isDigit(text.charAt(groupEnd));
                groupEnd++;
            }
            boolean isEmpty = groupEnd == i;
            if (groupEnd - i > 4 || (!isEmpty && ++groups > GROUPS)) {
                return false;
            }
            gaps += isEmpty && i > start ? 1 : 0;
            i = groupEnd + 1;
        }
        return gaps == 0 ? groups == GROUPS : gaps == 1 && groups < GROUPS && (hasDigit || groups > 2);
    }

    private static int zoneEnd(String text, int end) {
        int i = end;
        if (Chars.at(text, end) == '%' && Chars.isWord(text, end + 1)) {
            i++;
            while (Chars.isWord(text, i)) {
                i++;
            }
        }
        return i;
    }

    private static boolean isPart(char c) {
        return Chars.isHex(c) || c == ':';
    }
}
