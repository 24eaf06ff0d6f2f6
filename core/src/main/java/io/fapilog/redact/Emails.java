package io.fapilog.redact;

/**
 * Masks the local parts of email addresses: {@code ***@example.com}. The domain must have a dot and end with letters.
 * Each character is looked at a bounded number of times. Without state.
 */
final class Emails implements TextRule {
    @Override
    public boolean suspects(LowBytes bytes) {
        return bytes.contains('@');
    }

    @Override
    public String mask(String text, MaskedText out) {
        out.begin(text);
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = at;
            while (start > 0 && isLocal(text.charAt(start - 1))) {
                start--;
            }
            if (start < at && isDomain(text, at + 1)) {
                out.mask(start, at);
            }
        }
        return out.end();
    }

    private static boolean isDomain(String text, int start) {
        int end = start;
        int lastDot = -1;
        int letters = 0;
        while (end < text.length() && isDomain(text.charAt(end))) {
            char c = text.charAt(end);
            boolean isDot = c == '.' && end + 1 < text.length() && isDomain(text.charAt(end + 1));
            lastDot = isDot ? end : lastDot;
            letters = isDot ? 0 : letters + (c == '.' ? 0 : 1);
            end++;
        }
        return lastDot > start && letters >= 2 && !Chars.isDigit(text.charAt(lastDot + 1));
    }

    private static boolean isDomain(char c) {
        return Chars.isLetterOrDigit(c) || c == '-' || c == '.' || isBeyondAscii(c);
    }

    private static boolean isLocal(char c) {
        return Chars.isLetterOrDigit(c) || "._%+-".indexOf(c) >= 0 || isBeyondAscii(c);
    }

    private static boolean isBeyondAscii(char c) {
        return c >= 0x80 && (Character.isLetterOrDigit(c) || Character.isSurrogate(c));
    }
}
