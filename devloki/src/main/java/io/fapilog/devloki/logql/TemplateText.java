package io.fapilog.devloki.logql;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;

/** The functions of templates for texts. Thread-safe. */
final class TemplateText {
    private TemplateText() {}

    private interface One {
        Object apply(String text) throws TemplateFault;
    }

    private interface Two {
        Object apply(String first, String second) throws TemplateFault;
    }

    private interface Counted {
        Object apply(int number, String text) throws TemplateFault;
    }

    static Map<String, TemplateFunction> functions() {
        Map<String, TemplateFunction> all = new HashMap<>();
        simple(all);
        trimming(all);
        TemplatePrinting.addTo(all);
        all.put("contains", two((part, text) -> text.contains(part)));
        all.put("hasPrefix", two((part, text) -> text.startsWith(part)));
        all.put("hasSuffix", two((part, text) -> text.endsWith(part)));
        all.put("trunc", counted(TemplateText::trunc));
        all.put("indent", counted((n, text) -> indent(n, text)));
        all.put("nindent", counted((n, text) -> "\n" + indent(n, text)));
        all.put("repeat", counted((n, text) -> text.repeat(Math.max(0, n))));
        all.put("alignLeft", counted((n, text) -> align(n, text, true)));
        all.put("alignRight", counted((n, text) -> align(n, text, false)));
        all.put(
                "count",
                two((regex, text) -> regex(regex).matcher(text).results().count()));
        TemplateFunction substr = (scope, a) ->
                substr(TemplateValue.integer(a.get(0)), TemplateValue.integer(a.get(1)), TemplateValue.text(a.get(2)));
        all.put("substr", substr.counted(3, 3));
        TemplateFunction replace = (scope, a) ->
                TemplateValue.text(a.get(2)).replace(TemplateValue.text(a.get(0)), TemplateValue.text(a.get(1)));
        all.put("replace", replace.counted(3, 3));
        TemplateFunction old = (scope, a) -> replace(
                TemplateValue.text(a.get(0)),
                TemplateValue.text(a.get(1)),
                TemplateValue.text(a.get(2)),
                TemplateValue.integer(a.get(3)));
        all.put("Replace", old.counted(4, 4));
        all.put("regexReplaceAll", replaceAll(false));
        all.put("regexReplaceAllLiteral", replaceAll(true));
        return all;
    }

    private static void simple(Map<String, TemplateFunction> all) {
        all.put("lower", one(text -> text.toLowerCase(Locale.ROOT)));
        all.put("ToLower", one(text -> text.toLowerCase(Locale.ROOT)));
        all.put("upper", one(text -> text.toUpperCase(Locale.ROOT)));
        all.put("ToUpper", one(text -> text.toUpperCase(Locale.ROOT)));
        all.put("title", one(TemplateText::title));
        all.put("urlencode", one(TemplateText::urlEncode));
        all.put("urldecode", one(TemplateText::urlDecode));
        all.put("b64enc", one(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        all.put("b64dec", one(TemplateText::base64Decode));
    }

    private static void trimming(Map<String, TemplateFunction> all) {
        all.put("trim", one(String::strip));
        all.put("TrimSpace", one(String::strip));
        all.put("trimAll", two((set, text) -> trim(text, set, true, true)));
        all.put("Trim", two((text, set) -> trim(text, set, true, true)));
        all.put("TrimLeft", two((text, set) -> trim(text, set, true, false)));
        all.put("TrimRight", two((text, set) -> trim(text, set, false, true)));
        all.put("trimPrefix", two((part, text) -> withoutPrefix(text, part)));
        all.put("TrimPrefix", two(TemplateText::withoutPrefix));
        all.put("trimSuffix", two((part, text) -> withoutSuffix(text, part)));
        all.put("TrimSuffix", two(TemplateText::withoutSuffix));
    }

    private static TemplateFunction one(One function) {
        TemplateFunction result = (scope, args) -> function.apply(TemplateValue.text(args.get(0)));
        return result.counted(1, 1);
    }

    private static TemplateFunction two(Two function) {
        TemplateFunction result =
                (scope, args) -> function.apply(TemplateValue.text(args.get(0)), TemplateValue.text(args.get(1)));
        return result.counted(2, 2);
    }

    private static TemplateFunction counted(Counted function) {
        TemplateFunction result =
                (scope, args) -> function.apply(TemplateValue.integer(args.get(0)), TemplateValue.text(args.get(1)));
        return result.counted(2, 2);
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder();
        boolean start = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(start ? Character.toTitleCase(c) : c);
            start = !Character.isLetterOrDigit(c) && c != '_' && c != '\'';
        }
        return out.toString();
    }

    static String urlEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String urlDecode(String text) throws TemplateFault {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new TemplateFault("invalid URL escape " + GoText.quote(text));
        }
    }

    /** Decodes a text whose padding can be missing. Like Go, reports an error in place of the result. */
    private static String base64Decode(String text) {
        int rest = text.length() % 4;
        String padded = rest < 2 ? text : text + "=".repeat(4 - rest);
        String bare = padded.replace("\n", "").replace("\r", "");
        if (bare.length() % 4 != 0) {
            return "illegal base64 data at input byte " + firstIllegal(text);
        }
        try {
            return new String(Base64.getDecoder().decode(bare), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "illegal base64 data at input byte " + firstIllegal(text);
        }
    }

    private static int firstIllegal(String text) {
        int valid = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lineBreak = c == '\n' || c == '\r';
            if (c == '=' && valid % 4 > 1) {
                // What follows the padding is illegal.
                return i + 4 - valid % 4;
            }
            if (!lineBreak && !Ascii.letter(c) && !Ascii.digit(c) && c != '+' && c != '/') {
                return GoText.utf8Length(text.substring(0, i));
            }
            valid += lineBreak ? 0 : 1;
        }
        return text.length() - valid % 4;
    }

    private static String trim(String text, String set, boolean left, boolean right) {
        int start = 0;
        int end = text.length();
        while (left && start < end && set.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (right && end > start && set.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }

    private static String withoutPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String withoutSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }

    private static String trunc(int length, String text) {
        int points = text.codePointCount(0, text.length());
        if (length < 0 && points + length > 0) {
            return text.substring(text.offsetByCodePoints(0, points + length));
        }
        return length >= 0 && points > length ? text.substring(0, text.offsetByCodePoints(0, length)) : text;
    }

    private static String indent(int spaces, String text) {
        String pad = " ".repeat(Math.max(0, spaces));
        return pad + text.replace("\n", "\n" + pad);
    }

    private static String align(int width, String text, boolean left) {
        int length = text.codePointCount(0, text.length());
        if (width < 0 || width == length) {
            return text;
        }
        if (width > length) {
            String pad = " ".repeat(width - length);
            return left ? text + pad : pad + text;
        }
        return left
                ? text.substring(0, text.offsetByCodePoints(0, width))
                : text.substring(text.offsetByCodePoints(0, length - width));
    }

    private static String substr(int start, int end, String text) throws TemplateFault {
        if (start < 0) {
            return text.substring(0, within(end, text));
        }
        int stop = end < 0 || end > text.length() ? text.length() : end;
        if (start > stop) {
            throw new TemplateFault("slice bounds out of range");
        }
        return text.substring(start, stop);
    }

    private static int within(int end, String text) throws TemplateFault {
        if (end < 0 || end > text.length()) {
            throw new TemplateFault("slice bounds out of range");
        }
        return end;
    }

    private static String replace(String text, String from, String to, int max) {
        if (max < 0) {
            return text.replace(from, to);
        }
        StringBuilder out = new StringBuilder();
        int pos = 0;
        int at = text.indexOf(from);
        for (int i = 0; i < max && at >= 0 && !from.isEmpty(); i++) {
            out.append(text, pos, at).append(to);
            pos = at + from.length();
            at = text.indexOf(from, pos);
        }
        return out.append(text, pos, text.length()).toString();
    }

    private static GoRegex regex(String text) throws TemplateFault {
        try {
            return GoRegex.compile(text);
        } catch (BadQuery e) {
            throw new TemplateFault(e.text());
        }
    }

    private static TemplateFunction replaceAll(boolean literal) {
        TemplateFunction function = (scope, a) -> {
            GoRegex regex = regex(TemplateValue.text(a.get(0)));
            String replacement = TemplateValue.text(a.get(2));
            return regex.matcher(TemplateValue.text(a.get(1)))
                    .replaceAll(match -> Matcher.quoteReplacement(
                            literal ? replacement : GoReplacement.expand(replacement, match, regex.names())));
        };
        return function.counted(3, 3);
    }
}
