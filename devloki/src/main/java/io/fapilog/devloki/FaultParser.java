package io.fapilog.devloki;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of one {@link Fault}. Not thread-safe. */
final class FaultParser {
    static final String ALLOWED = "write a status from 200 to 599, slow DURATION, hang or away; after it, as needed,"
            + " for DURATION, next COUNT, retry-after SECONDS; before it, as needed, after DURATION and a colon."
            + " Examples: 429 for 30s; 500 next 5; slow 2s for 1m; hang for 30s; after 10s: 503 retry-after 5s for 20s";

    private static final int MAX_TEXT = 200;
    private static final int MAX_COUNT = 1_000_000;
    private static final Duration MAX_DURATION = Duration.ofDays(365);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    /** The statuses whose responses have no body. */
    private static final List<Integer> WITHOUT_BODY = List.of(204, 205, 304);

    private final String given;
    private final Queue<String> words;
    private final String text;
    private Duration delay = Duration.ZERO;
    private @Nullable Duration length;
    private @Nullable Integer count;
    private @Nullable Duration retryAfter;

    FaultParser(String text) {
        this.given = text.length() <= MAX_TEXT ? text.strip() : text.substring(0, MAX_TEXT) + "…";
        String spaced = text.length() <= MAX_TEXT ? text.replace(":", " : ").strip() : "";
        this.words = new ArrayDeque<>(List.of(spaced.toLowerCase(Locale.ROOT).split("\\s+")));
        this.text = String.join(" ", words).replace(" :", ":");
    }

    Fault parse() {
        if ("after".equals(words.peek())) {
            delay = duration(words.remove());
            expectColon();
        }
        String answer = word("a status, slow, hang or away");
        Duration slowness = answer.equals("slow") ? duration(answer) : Duration.ZERO;
        while (!words.isEmpty()) {
            bound(words.remove());
        }
        return new Fault(text, delay, reply(answer, slowness), length, count);
    }

    private void expectColon() {
        if (!":".equals(words.poll())) {
            throw rejected("a colon is missing after the duration of after");
        }
    }

    private void bound(String word) {
        switch (word) {
            case "for" -> length = once(length, word, duration(word));
            case "next" -> count = once(count, word, count());
            case "retry-after" -> retryAfter = once(retryAfter, word, duration(word));
            default -> throw rejected("unknown is " + word);
        }
    }

    private <T> T once(@Nullable T before, String word, T value) {
        if (before != null) {
            throw rejected(word + " is there twice");
        }
        return value;
    }

    private Reply reply(String answer, Duration slowness) {
        Reply reply = switch (answer) {
            case "slow" -> Reply.real().delay(slowness);
            case "hang" -> Reply.stall();
            case "away" -> Reply.reset().beforeReading();
            default -> status(answer);
        };
        Duration retry = retryAfter;
        if (retry == null) {
            return reply;
        }
        if (reply.kind() != Reply.Kind.STATUS || retry.toMillisPart() != 0) {
            throw rejected("retry-after belongs to a status and is in whole seconds");
        }
        return reply.header("Retry-After", Long.toString(retry.toSeconds()));
    }

    private Reply status(String answer) {
        int status = NUMBER.matcher(answer).matches() ? Integer.parseInt(answer) : 0;
        if (status < 200 || status > 599) {
            throw rejected(answer + " is no status from 200 to 599, and neither slow, hang nor away");
        }
        return Reply.status(status, WITHOUT_BODY.contains(status) ? "" : "scripted fault: " + text + "\n");
    }

    private int count() {
        String word = word("a count after next");
        int value = NUMBER.matcher(word).matches() ? Integer.parseInt(word) : 0;
        if (value < 1 || value > MAX_COUNT) {
            throw rejected(word + " is no count from 1 to " + MAX_COUNT);
        }
        return value;
    }

    private Duration duration(String before) {
        String word = word("a duration after " + before);
        Matcher matcher = DURATION.matcher(word);
        Duration unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw rejected(word + " is no duration; its units are ms, s, m, h and d");
        }
        Duration value = unit.multipliedBy(Long.parseLong(matcher.group(1)));
        if (value.compareTo(MAX_DURATION) > 0) {
            throw rejected(word + " is longer than 365d");
        }
        return value;
    }

    private String word(String wanted) {
        String word = words.poll();
        if (word == null || word.isEmpty() || word.equals(":")) {
            throw rejected(wanted + " is missing");
        }
        return word;
    }

    private IllegalArgumentException rejected(String reason) {
        return new IllegalArgumentException("'" + given + "' is no fault: " + reason + "; " + ALLOWED);
    }
}
