package io.fapilog.loki;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * Judges answers: RFC 9110 for the statuses, Loki's API and texts for the rest. Texts are compared by their stable
 * parts and without regard to case, since they differ from one version of Loki to the next.
 */
final class Answers {
    /** Not a registered status; Loki's default answer while an operator has blocked the ingestion. */
    static final int BLOCKED = 260;

    private static final long SECOND = 1_000_000_000L;

    private Answers() {}

    /**
     * What {@code answer} to a push of {@code batch} means.
     *
     * @param now the wall-clock time in nanoseconds since the epoch
     */
    static Verdict judge(Answer answer, SealedBatch batch, long now) {
        int status = answer.status();
        return switch (status) {
            case BLOCKED -> new Verdict.Rejected(batch.events());
            case 400, 422 -> refusal(answer, batch);
            // The time, the connection or the state of the server was the wrong one: the next attempt may meet another.
            case 408, 409, 421, 423, 424, 425 -> new Verdict.Retry(retryAfter(answer, now));
            case 413 -> new Verdict.TooLarge();
            case 429 -> limited(answer, now);
            case 501, 505 -> new Verdict.Unsupported();
            case 511 -> new Verdict.RetrySlowly();
            default -> byClass(answer, batch, now);
        };
    }

    private static Verdict byClass(Answer answer, SealedBatch batch, long now) {
        return switch (answer.status() / 100) {
            case 2 -> new Verdict.Delivered();
            // Redirects are not followed: that would send credentials to another server. Whatever else a gateway
            // refuses, somebody can allow; if it is the content of one push, the others pass it.
            case 1, 3, 4 -> new Verdict.RetrySlowly();
            default -> serverError(answer, batch, now);
        };
    }

    private static Verdict refusal(Answer answer, SealedBatch batch) {
        if (batch.hasMetadata() && says(answer, "includes structured metadata, but this feature is disallowed")) {
            return new Verdict.MetadataRefused();
        }
        long refused = Refusal.count(answer, batch.events(), batch.streams());
        return refused < 0 ? new Verdict.Uncertain() : new Verdict.Rejected(refused);
    }

    private static Verdict limited(Answer answer, long now) {
        long after = retryAfter(answer, now);
        if (says(answer, "stream limit exceeded")) {
            // New streams are refused, whatever the rate.
            return new Verdict.Retry(after);
        }
        return RateLimit.isExceededAlone(answer.text()) ? new Verdict.Oversized(after) : new Verdict.Limited(after);
    }

    private static Verdict serverError(Answer answer, SealedBatch batch, long now) {
        if (says(answer, "message larger than max")) {
            return new Verdict.TooLarge();
        }
        boolean poisoned = says(answer, "label name is empty") || says(answer, "normalization for label name");
        return poisoned && batch.hasMetadata()
                ? new Verdict.MetadataFatal()
                : new Verdict.Retry(retryAfter(answer, now));
    }

    private static boolean says(Answer answer, String part) {
        return answer.text().toLowerCase(Locale.ROOT).contains(part);
    }

    /**
     * The header {@code Retry-After}, seconds or a date (RFC 9110, section 10.2.3), as nanoseconds from now without a
     * limit; -1 when it is absent or malformed.
     */
    static long retryAfter(Answer answer, long now) {
        String value = answer.retryAfter().strip();
        if (value.matches("\\d+")) {
            return value.length() > 9 ? Long.MAX_VALUE : Long.parseLong(value) * SECOND;
        }
        try {
            Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            long seconds = Math.max(0, Math.min(then.getEpochSecond(), Long.MAX_VALUE / SECOND));
            return Math.max(0, seconds * SECOND - now);
        } catch (DateTimeParseException e) {
            return -1;
        }
    }
}
