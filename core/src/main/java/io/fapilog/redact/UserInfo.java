package io.fapilog.redact;

/**
 * Masks the passwords in the user info of URLs of any scheme, {@code scheme://user:password@host}, and of Oracle's
 * {@code jdbc:oracle:thin:user/password@…}. A user without a password is masked if it is a {@link Tokens token}.
 *
 * <p>The user info ends at the last {@code @} before the path, so that a password may contain one. A password in which
 * {@code / ? #} are not encoded is found too: what stands before such a character is then no port.
 *
 * <p>Linear: each character is looked at a bounded number of times. For one thread.
 */
final class UserInfo {
    private static final String SCHEME_END = "://";
    private static final String ORACLE = "oracle:";

    private String text = "";
    /** The end of the last run that was looked at, and the last {@code @} in it, or -1. */
    private int runEnd;

    private int lastAtOfRun;

    /** Returns {@code whole} with its passwords masked, the same object if there are none. */
    String mask(String whole, MaskedText out) {
        text = whole;
        runEnd = 0;
        out.begin(whole);
        int url = next(SCHEME_END, 0);
        int oracle = next(ORACLE, 0);
        while (url < whole.length() || oracle < whole.length()) {
            if (url < oracle) {
                url = next(SCHEME_END, maskUrl(url + SCHEME_END.length(), out));
            } else {
                oracle = next(ORACLE, maskOracle(oracle + ORACLE.length(), out));
            }
        }
        text = "";
        return out.end();
    }

    private int next(String wanted, int from) {
        int found = text.indexOf(wanted, from);
        return found < 0 ? text.length() : found;
    }

    /** Masks the user info of the URL whose authority begins at {@code start}. Returns where to look for the next. */
    private int maskUrl(int start, MaskedText out) {
        int at = -1;
        int colon = -1;
        int i = start;
        for (; i < text.length() && !isAuthorityEnd(i); i++) {
            char c = text.charAt(i);
            if (c == '@') {
                at = i;
            } else if (c == ':' && colon < 0) {
                colon = i;
            }
        }
        if (at < 0 && colon >= 0 && i < text.length() && !isPort(start, colon, i)) {
            at = lastAt(i);
        }
        if (at < 0) {
            return Math.max(start, i - 1);
        }
        maskUserInfo(start, colon >= 0 && colon < at ? colon : at, at, out);
        return at;
    }

    private void maskUserInfo(int start, int userEnd, int at, MaskedText out) {
        if (Tokens.isToken(text, start, userEnd)) {
            out.mask(start, userEnd);
        }
        out.mask(userEnd + 1, at);
    }

    private boolean isAuthorityEnd(int i) {
        char c = text.charAt(i);
        return c == '/' || c == '?' || c == '#' || Chars.ends(text, i);
    }

    /** Whether a port follows {@code colon}, or the next URL of a list, or the host is an IPv6 address. */
    private boolean isPort(int start, int colon, int end) {
        int i = colon + 1;
        while (i < end && Chars.isDigit(text.charAt(i))) {
            i++;
        }
        boolean isEmpty = i == colon + 1;
        return text.charAt(start) == '[' || (isEmpty ? text.startsWith("//", i) : !Chars.isLetter(text.charAt(i)));
    }

    /** Masks what stands between the slash and the last {@code @}. Returns where to look for the next. */
    private int maskOracle(int start, MaskedText out) {
        int user = start;
        while (user < text.length() && Chars.isLetterOrDigit(text.charAt(user))) {
            user++;
        }
        int slash = user + 1;
        while (slash < text.length() && "/@:".indexOf(text.charAt(slash)) < 0 && !Chars.ends(text, slash)) {
            slash++;
        }
        if (Chars.at(text, user) != ':' || Chars.at(text, slash) != '/') {
            return user;
        }
        int at = lastAt(slash);
        if (at < 0) {
            return slash;
        }
        out.mask(slash + 1, at);
        return at;
    }

    /** The last {@code @} between {@code from} and the next space or closing quote; -1 if there is none. */
    private int lastAt(int from) {
        if (from >= runEnd) {
            lastAtOfRun = -1;
            runEnd = from;
            while (runEnd < text.length() && !Chars.ends(text, runEnd)) {
                lastAtOfRun = text.charAt(runEnd) == '@' ? runEnd : lastAtOfRun;
                runEnd++;
            }
        }
        return lastAtOfRun > from ? lastAtOfRun : -1;
    }
}
