package io.fapilog.loki;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the events of a push that Loki has refused, from the text of its 400. Loki has stored the others.
 *
 * <p>There are four kinds of texts: about the whole request, which was then refused as a whole; about a stream; about
 * an entry; and the summary of a stream, which contains the number. Several texts about streams or entries are listed
 * with their numbers, {@code <n> errors like: …; <n> errors like: …}; a single one has no number.
 */
final class Refusal {
    /** The beginning of what a 400 says about several events. */
    static final Pattern GROUP = Pattern.compile("(?:^|; )(\\d{1,9}) errors like: ");

    private static final Pattern SUMMARY = Pattern.compile("total ignored: (\\d{1,9}) out of \\d+");
    private static final List<String> OF_THE_REQUEST = List.of(
            "at least one valid stream is required",
            "couldn't parse labels",
            "mime: ",
            "content-encoding",
            "snappy: corrupt input",
            "gzip: ",
            "proto: ",
            "loghttp.pushrequest",
            "message size",
            "tenant id",
            "multiple org ids",
            "unexpected eof");
    private static final List<String> OF_A_STREAM = List.of(
            "label names; limit",
            "has label name too long",
            "has label value too long",
            "has duplicate label name",
            "missing required labels",
            "at least one label pair is required per stream");
    private static final List<String> OF_AN_ENTRY = List.of(
            "has timestamp too old",
            "has timestamp too new",
            "max entry size",
            "includes structured metadata",
            "has structured metadata too large",
            "has too many structured metadata labels");

    private Refusal() {}

    /** The number of refused events, of {@code events} in {@code streams}; -1 when the text does not contain it. */
    static long count(Answer answer, int events, int streams) {
        String text = answer.text().toLowerCase(Locale.ROOT);
        long refused = events == 1 || mentions(text, OF_THE_REQUEST) ? events : count(text, answer, events, streams);
        return refused <= events ? refused : -1;
    }

    private static long count(String text, Answer answer, int events, int streams) {
        Matcher summary = SUMMARY.matcher(text);
        if (summary.find()) {
            // Its number includes the entries that are listed before it.
            return Long.parseLong(summary.group(1));
        }
        if (mentions(text, OF_A_STREAM)) {
            return streams == 1 ? events : -1;
        }
        if (!answer.isComplete() || !mentions(text, OF_AN_ENTRY)) {
            return -1;
        }
        return text.contains("errors like: ") ? groups(text) : 1;
    }

    private static long groups(String text) {
        long sum = 0;
        Matcher group = GROUP.matcher(text);
        while (group.find()) {
            sum += Long.parseLong(group.group(1));
        }
        return sum;
    }

    private static boolean mentions(String text, List<String> parts) {
        return parts.stream().anyMatch(text::contains);
    }
}
