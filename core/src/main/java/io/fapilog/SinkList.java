package io.fapilog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits the text of {@code FAPILOG_SINKS} into its sinks. A comma separates two sinks only where a known sink name or
 * a scheme with {@code ://} follows, since labels have commas of their own. A JSON array of texts works too.
 */
final class SinkList {
    private static final Pattern URI = Pattern.compile("\\s*[A-Za-z][A-Za-z0-9+.-]*://");
    private static final Pattern NAME = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_-]*)\\s*(?=[,?]|$)");
    private static final Pattern SPARE_COMMAS = Pattern.compile("^[,\\s]+|[,\\s]+$");

    private SinkList() {}

    /** The sinks in {@code text}, in order; {@code names} are those known without a location. */
    static List<String> split(String text, Set<String> names) {
        String list = text.strip();
        return list.startsWith("[") ? splitJson(list) : splitText(list, names);
    }

    private static List<String> splitText(String list, Set<String> names) {
        List<String> sinks = new ArrayList<>();
        int start = 0;
        for (int comma = list.indexOf(','); comma >= 0; comma = list.indexOf(',', comma + 1)) {
            if (beginsSink(list, comma + 1, names)) {
                add(sinks, list.substring(start, comma));
                start = comma + 1;
            }
        }
        add(sinks, list.substring(start));
        return sinks;
    }

    private static boolean beginsSink(String list, int at, Set<String> names) {
        Matcher uri = URI.matcher(list).region(at, list.length());
        if (uri.lookingAt()) {
            return true;
        }
        Matcher name = NAME.matcher(list).region(at, list.length()).useTransparentBounds(true);
        return name.lookingAt() && names.contains(name.group(1).toLowerCase(Locale.ROOT));
    }

    private static List<String> splitJson(String list) {
        List<String> sinks = new ArrayList<>();
        JsonTexts.parse(list).forEach(text -> add(sinks, text));
        return sinks;
    }

    private static void add(List<String> sinks, String sink) {
        String trimmed = SPARE_COMMAS.matcher(sink.strip()).replaceAll("");
        if (!trimmed.isEmpty()) {
            sinks.add(trimmed);
        }
    }
}
