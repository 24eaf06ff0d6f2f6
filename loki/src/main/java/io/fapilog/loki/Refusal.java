package io.fapilog.loki;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what Loki refused of a push, from the text of its 400. Loki has stored the rest.
 *
 * <p>Its texts are of four kinds: of the whole request, which then was refused whole; of a stream; of an entry; and the
 * summary of one stream, which gives the number. Several of the middle two are listed with their numbers,
 * {@code <n> errors like: …; <n> errors like: …}, a single one stands bare.
 */
final class Refusal {
    private static final Pattern SUMMARY = Pattern.compile("total ignored: (\\d{1,9}) out of \\d+");
    private static final Pattern GROUP = Pattern.compile("(?:^|; )(\\d{1,9}) errors like: ");
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

    /** How many of {@code events} in {@code streams} were refused; -1 when the text does not tell. */
    static long count(Answer answer, int events, int streams) {
        String text = answer.text().toLowerCase(Locale.ROOT);
        long refused = events == 1 || mentions(text, OF_THE_REQUEST) ? events : count(text, answer, events, streams);
        return refused <= events ? refused : -1;
    }

    private static long count(String text, Answer answer, int events, int streams) {
        Matcher summary = SUMMARY.matcher(text);
        if (summary.find()) {
            // The entries that are listed above it are part of its number.
            return Long.parseLong(summary.group(1));
        }
        if (mentions(text, OF_A_STREAM)) {
            return streams == 1 ? events : -1;
        }
        if (!answer.isWhole() || !mentions(text, OF_AN_ENTRY)) {
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
