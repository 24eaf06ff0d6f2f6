package io.fapilog.redact;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Masks international bank account numbers whole: a country with the length of its numbers, and the right check digits
 * (ISO 13616). The characters may be in groups of four, with a space or a dash between two groups. Each character is
 * looked at a bounded number of times. Without state.
 */
final class Ibans implements TextRule {
    private static final Map<String, Integer> LENGTHS = lengths("AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29"
            + " BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27"
            + " GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24"
            + " ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18"
            + " SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30");

    @Override
    public boolean suspects(LowBytes bytes) {
        int length = bytes.length();
        for (int i = 3; i < length; i++) {
            if (Chars.isDigit(bytes.at(i))
                    && Chars.isDigit(bytes.at(i - 1))
                    && Chars.isLetter(bytes.at(i - 2))
                    && Chars.isLetter(bytes.at(i - 3))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String mask(String text, MaskedText out) {
        return out.maskEach(text, i -> begins(text, i) ? end(text, i) : -1);
    }

    private static boolean begins(String text, int i) {
        return Chars.isLetter(text.charAt(i))
                && Chars.isLetter(Chars.at(text, i + 1))
                && Chars.isDigit(Chars.at(text, i + 2))
                && Chars.isDigit(Chars.at(text, i + 3))
                && !Chars.isLetterOrDigit(Chars.at(text, i - 1));
    }

    /** The end of the number that begins at {@code start}; -1 if there is none. */
    private static int end(String text, int start) {
        String country = text.substring(start, start + 2).toUpperCase(Locale.ROOT);
        int wanted = LENGTHS.getOrDefault(country, 0);
        StringBuilder number = new StringBuilder(wanted);
        int i = start;
        while (number.length() < wanted && i < text.length()) {
            char c = text.charAt(i++);
            if (Chars.isLetterOrDigit(c)) {
                number.append(c);
            } else if ((c != ' ' && c != '-') || number.length() % 4 != 0 || text.charAt(i - 2) == c) {
                return -1;
            }
        }
        boolean isWhole = wanted > 0 && number.length() == wanted && !Chars.isLetterOrDigit(Chars.at(text, i));
        return isWhole && isValid(number) ? i : -1;
    }

    private static boolean isValid(CharSequence number) {
        int rest = 0;
        for (int i = 0; i < number.length(); i++) {
            int value = Character.digit(number.charAt((i + 4) % number.length()), 36);
            rest = (rest * (value < 10 ? 10 : 100) + value) % 97;
        }
        return rest == 1;
    }

    private static Map<String, Integer> lengths(String list) {
        Map<String, Integer> lengths = new HashMap<>();
        for (String each : list.split(" ")) {
            lengths.put(each.substring(0, 2), Integer.valueOf(each.substring(2)));
        }
        return lengths;
    }
}
