package io.fapilog.redact;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Masks tokens and keys that are known by their {@linkplain TokenShape shape} or by what stands before them. Each
 * character is looked at a bounded number of times. For one thread.
 */
final class Tokens implements TextRule {
    /** Words before a secret, in any case; {@link WordedTokens} looks behind them. */
    private static final List<String> WORDS = List.of("authorization", "bearer", "basic", "aws_secret");

    /** By the first character: the first bytes of all that may begin a secret, in small letters. */
    private static final byte[][][] BEGINNINGS = beginnings();

    /** Whether a beginning has these first two bytes, by their {@link #pair}. */
    private static final boolean[] FIRST_TWO = firstTwo();

    private final WordedTokens worded = new WordedTokens();
    private String text = "";
    /** Before this index no JWT begins, as a former search has shown. */
    private int jwtFrom;

    /** Whether the part of {@code text} from {@code start} to before {@code end} is one token that has a shape. */
    static boolean isToken(String text, int start, int end) {
        if (start < end) {
            for (TokenShape shape : TokenShape.ALL) {
                if (shape.end(text, start) == end) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public boolean suspects(LowBytes bytes) {
        int length = bytes.length();
        for (int i = 0; i < length; i++) {
            int c = bytes.at(i);
            if (FIRST_TWO[pair(c, bytes.at(i + 1))] && c > 0 && beginsAt(bytes, i, BEGINNINGS[c])) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String mask(String whole, MaskedText out) {
        text = whole;
        jwtFrom = 0;
        out.begin(whole);
        int i = 0;
        while (i < whole.length()) {
            char c = whole.charAt(i);
            boolean isCandidate = c < 0x80 && BEGINNINGS[c].length > 0 && isBoundary(i);
            i = isCandidate ? maskAt(i, c, out) : i + 1;
        }
        text = "";
        return out.end();
    }

    private boolean isBoundary(int i) {
        return i == 0 || !Chars.isLetterOrDigit(text.charAt(i - 1));
    }

    /** Masks a secret that begins at {@code start}. Returns where to look for the next. */
    private int maskAt(int start, char first, MaskedText out) {
        if (first == '-') {
            return maskPrivateKey(start, out);
        }
        int end = first == 'e' ? jwtEnd(start) : shapedEnd(start);
        if (end > 0) {
            boolean isHook = first == 'h';
            out.mask(isHook ? text.indexOf('/', start) + 1 : start, end);
            return end;
        }
        return worded.maskAt(text, start, out);
    }

    private int shapedEnd(int start) {
        for (TokenShape shape : TokenShape.ALL) {
            int end = shape.end(text, start);
            if (end > 0) {
                return end;
            }
        }
        return -1;
    }

    /** The end of {@code eyJ….eyJ….…}; -1 if there is none. */
    private int jwtEnd(int start) {
        if (start < jwtFrom || !text.startsWith("eyJ", start)) {
            return -1;
        }
        int header = segmentEnd(start);
        jwtFrom = header;
        if (Chars.at(text, header) != '.' || !text.startsWith("eyJ", header + 1)) {
            return -1;
        }
        int payload = segmentEnd(header + 1);
        if (Chars.at(text, payload) != '.') {
            jwtFrom = payload;
            return -1;
        }
        return segmentEnd(payload + 1);
    }

    private int segmentEnd(int start) {
        int i = start;
        while (i < text.length() && TokenShape.isDashed(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Masks a private key in PEM with its frame, up to the end of the text if its end is missing. */
    private int maskPrivateKey(int start, MaskedText out) {
        if (!text.startsWith("-----BEGIN ", start)) {
            return start + 1;
        }
        int label = start + "-----BEGIN ".length();
        int end = label;
        while (end < text.length() && end - label < 48 && text.charAt(end) != '-') {
            end++;
        }
        String name = text.substring(label, end);
        if (!name.contains("PRIVATE KEY") || Chars.at(text, end) != '-') {
            return label;
        }
        String last = "-----END " + name + "-----";
        int found = text.indexOf(last, end);
        int behind = found < 0 ? text.length() : found + last.length();
        out.mask(start, behind);
        return behind;
    }

    private static boolean beginsAt(LowBytes bytes, int start, byte[][] beginnings) {
        for (byte[] beginning : beginnings) {
            int i = 1;
            while (i < beginning.length && (bytes.at(start + i) | 0x20) == beginning[i]) {
                i++;
            }
            if (i == beginning.length) {
                return true;
            }
        }
        return false;
    }

    /** Four bytes of each are enough to tell it from most words. */
    private static byte[][][] beginnings() {
        List<List<String>> byFirst = new ArrayList<>();
        for (int c = 0; c < 0x80; c++) {
            byFirst.add(new ArrayList<>());
        }
        Arrays.stream(TokenShape.ALL)
                .forEach(shape -> byFirst.get(shape.prefix().charAt(0)).add(shape.prefix()));
        byFirst.get('e').add("eyJ");
        byFirst.get('-').add("-----BEGIN");
        WORDS.forEach(word -> {
            byFirst.get(word.charAt(0)).add(word);
            byFirst.get(Character.toUpperCase(word.charAt(0))).add(word);
        });
        return byFirst.stream()
                .map(all -> all.stream().map(Tokens::firstBytes).toArray(byte[][]::new))
                .toArray(byte[][][]::new);
    }

    private static boolean[] firstTwo() {
        boolean[] pairs = new boolean[1 << 14];
        for (int c = 0; c < BEGINNINGS.length; c++) {
            for (byte[] beginning : BEGINNINGS[c]) {
                pairs[pair(c, beginning[1])] = true;
            }
        }
        return pairs;
    }

    private static int pair(int first, int second) {
        return (first & 0x7F) << 7 | ((second & 0x7F) | 0x20);
    }

    private static byte[] firstBytes(String beginning) {
        byte[] bytes = beginning.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        byte[] first = Arrays.copyOf(bytes, Math.min(4, bytes.length));
        for (int i = 0; i < first.length; i++) {
            first[i] |= 0x20;
        }
        return first;
    }
}
