package io.fapilog.devloki.logql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions of templates that print values. Thread-safe. */
final class TemplatePrinting {
    private static final Pattern VERB = Pattern.compile("%([-+# 0]*)(\\d*)(?:\\.(\\d+))?([a-zA-Z%])");

    private TemplatePrinting() {}

    static void addTo(Map<String, TemplateFunction> all) {
        all.put("print", (scope, args) -> print(args));
        all.put(
                "println",
                (scope, args) -> args.stream().map(TemplatePrinting::text).collect(Collectors.joining(" ")) + "\n");
        TemplateFunction printf = (scope, args) -> printf(TemplateValue.text(args.get(0)), args);
        all.put("printf", printf.counted(1, -1));
        all.put(
                "html",
                (scope, args) -> print(args)
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&#34;")
                        .replace("'", "&#39;"));
        all.put("urlquery", (scope, args) -> TemplateText.urlEncode(print(args)));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "<nil>" : TemplateValue.print(value);
    }

    /** Go's {@code Sprint}: a space between two values that are both no strings. */
    private static String print(List<@Nullable Object> args) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < args.size(); i++) {
            boolean apart = i > 0 && !(args.get(i) instanceof String) && !(args.get(i - 1) instanceof String);
            out.append(apart ? " " : "").append(text(args.get(i)));
        }
        return out.toString();
    }

    private static String printf(String format, List<@Nullable Object> args) {
        Matcher verb = VERB.matcher(format);
        StringBuilder out = new StringBuilder();
        int next = 1;
        while (verb.find()) {
            String text;
            if (verb.group(4).equals("%")) {
                text = "%";
            } else if (next >= args.size()) {
                text = "%!" + verb.group(4) + "(MISSING)";
            } else {
                text = format(verb, args.get(next++));
            }
            verb.appendReplacement(out, Matcher.quoteReplacement(text));
        }
        verb.appendTail(out);
        return out.toString();
    }

    private static String format(Matcher verb, @Nullable Object value) {
        String flags = verb.group(1);
        String width = verb.group(2);
        String body = body(verb.group(4), verb.group(3), value);
        if (flags.contains("+") && value instanceof Number number && number.doubleValue() >= 0) {
            body = "+" + body;
        }
        int pad = width.isEmpty() ? 0 : Integer.parseInt(width) - body.codePointCount(0, body.length());
        if (pad <= 0) {
            return body;
        }
        if (flags.contains("-")) {
            return body + " ".repeat(pad);
        }
        boolean zeros = flags.contains("0") && value instanceof Number;
        boolean signed = zeros && (body.startsWith("-") || body.startsWith("+"));
        return signed ? body.charAt(0) + "0".repeat(pad) + body.substring(1) : (zeros ? "0" : " ").repeat(pad) + body;
    }

    private static String body(String verb, @Nullable String precision, @Nullable Object value) {
        return switch (verb) {
            case "s" -> value instanceof Number ? bad(verb, value) : cut(text(value), precision);
            case "v" -> text(value);
            case "q" -> value instanceof String string ? GoText.quote(string) : bad(verb, value);
            case "d" -> value instanceof Long ? text(value) : bad(verb, value);
            case "f", "F" ->
                value instanceof Double number
                        ? String.format(Locale.ROOT, "%." + (precision == null ? "6" : precision) + "f", number)
                        : bad(verb, value);
            case "x" -> value instanceof Long number ? Long.toHexString(number) : bad(verb, value);
            case "t" -> value instanceof Boolean ? text(value) : bad(verb, value);
            case "T" -> TemplateValue.type(value);
            default -> bad(verb, value);
        };
    }

    private static String cut(String text, @Nullable String precision) {
        int length = precision == null ? text.length() : Math.min(text.length(), Integer.parseInt(precision));
        return text.substring(0, length);
    }

    private static String bad(String verb, @Nullable Object value) {
        return value == null
                ? "%!" + verb + "(<nil>)"
                : "%!" + verb + "(" + TemplateValue.type(value) + "=" + text(value) + ")";
    }
}
