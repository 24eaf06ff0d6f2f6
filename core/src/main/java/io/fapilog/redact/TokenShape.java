package io.fapilog.redact;

import java.util.function.IntPredicate;

/**
 * The shape of a token: how it begins, and how many of which characters follow.
 *
 * @param prefix how it begins
 * @param least the fewest characters behind the prefix
 * @param most the most of them
 * @param body the characters behind the prefix
 */
record TokenShape(String prefix, int least, int most, IntPredicate body) {
    private static final int ANY = Integer.MAX_VALUE;

    /** The shapes by which tokens are known. */
    static final TokenShape[] ALL = {
        new TokenShape("ghp_", 20, ANY, TokenShape::isPlain),
        new TokenShape("gho_", 20, ANY, TokenShape::isPlain),
        new TokenShape("ghu_", 20, ANY, TokenShape::isPlain),
        new TokenShape("ghs_", 20, ANY, TokenShape::isDotted),
        new TokenShape("ghr_", 20, ANY, TokenShape::isPlain),
        new TokenShape("github_pat_", 20, ANY, TokenShape::isPlain),
        new TokenShape("glpat-", 20, ANY, TokenShape::isDotted),
        new TokenShape("AKIA", 16, 16, TokenShape::isCapital),
        new TokenShape("ASIA", 16, 16, TokenShape::isCapital),
        new TokenShape("AIza", 35, ANY, TokenShape::isDashed),
        new TokenShape("ya29.", 20, ANY, TokenShape::isDotted),
        new TokenShape("xoxa-", 10, ANY, TokenShape::isDashed),
        new TokenShape("xoxb-", 10, ANY, TokenShape::isDashed),
        new TokenShape("xoxp-", 10, ANY, TokenShape::isDashed),
        new TokenShape("xoxr-", 10, ANY, TokenShape::isDashed),
        new TokenShape("xoxs-", 10, ANY, TokenShape::isDashed),
        new TokenShape("hooks.slack.com/", 1, ANY, TokenShape::isPath),
        new TokenShape("sk_live_", 10, ANY, TokenShape::isPlain),
        new TokenShape("rk_live_", 10, ANY, TokenShape::isPlain),
    };

    /** The end of the token at {@code start} of {@code text}; -1 if there is none. Looks at few characters in vain. */
    int end(String text, int start) {
        if (!text.startsWith(prefix, start)) {
            return -1;
        }
        int body = start + prefix.length();
        int i = body;
        while (i < text.length() && i - body < most && this.body.test(text.charAt(i))) {
            i++;
        }
        boolean isCut = most != ANY && Chars.isWord(text, i);
        return i - body < least || isCut ? -1 : i;
    }

    static boolean isDashed(int c) {
        return isPlain(c) || c == '-';
    }

    static boolean isDotted(int c) {
        return isDashed(c) || c == '.';
    }

    /** The characters of the credentials of an HTTP header. */
    static boolean isHeader(int c) {
        return isDotted(c) || c == '~' || c == '+' || c == '/' || c == '=';
    }

    private static boolean isPlain(int c) {
        return Chars.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isCapital(int c) {
        return Chars.isDigit(c) || (c >= 'A' && c <= 'Z');
    }

    private static boolean isPath(int c) {
        return isHeader(c) || c == '%';
    }
}
