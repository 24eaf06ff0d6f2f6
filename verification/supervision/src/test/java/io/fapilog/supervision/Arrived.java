package io.fapilog.supervision;

import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.StoredEntry;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The messages that a server has stored. */
final class Arrived {
    private static final Pattern MESSAGE = Pattern.compile("\"message\":\"([^\"]*)\"");

    private Arrived() {}

    /** All stored messages, duplicates included. */
    static List<String> at(DevLoki loki) {
        return loki.entries().stream()
                .map(StoredEntry::line)
                .map(Arrived::message)
                .toList();
    }

    /** {@code prefix} followed by the numbers from 0 upwards. */
    static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** The message of a line. */
    static String message(String line) {
        Matcher matcher = MESSAGE.matcher(line);
        return matcher.find() ? matcher.group(1) : line;
    }
}
