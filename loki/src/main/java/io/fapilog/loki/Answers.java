package io.fapilog.loki;

import io.fapilog.loki.Verdict.Kind;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * What an answer means: RFC 9110 for the statuses, Loki's API and texts for the rest. Texts are compared without regard
 * to case and by their stable parts only, since they differ from one version of Loki to the next.
 */
final class Answers {
    /** Not registered; Loki's default answer while an operator has blocked the ingestion. */
    static final int BLOCKED = 260;

    private static final long SECOND = 1_000_000_000L;

    private Answers() {}

    /**
     * Judges {@code answer}.
     *
     * @param now the present, in nanoseconds since the epoch
     */
    static Verdict judge(Answer answer, SealedBatch batch, long now) {
        int status = answer.status();
        return switch (status) {
            case BLOCKED -> Verdict.rejected(batch.events());
            case 400, 422 -> refusal(answer, batch);
            case 401, 403, 404, 405, 407 -> Verdict.of(Kind.RETRY_SLOWLY);
            case 408, 429 -> Verdict.retry(retryAfter(answer, now));
            case 413 -> Verdict.of(Kind.SPLIT);
            case 501, 505 -> Verdict.of(Kind.UNSUPPORTED);
            default -> byClass(answer, batch, now);
        };
    }

    private static Verdict byClass(Answer answer, SealedBatch batch, long now) {
        return switch (answer.status() / 100) {
            case 2 -> Verdict.of(Kind.DELIVERED);
            // No redirect is followed: it would carry credentials to where nobody sent them.
            case 3 -> Verdict.of(Kind.RETRY_SLOWLY);
            case 4 -> Verdict.rejected(batch.events());
            default -> serverError(answer, batch, now);
        };
    }

    private static Verdict refusal(Answer answer, SealedBatch batch) {
        if (batch.hasMetadata() && says(answer, "includes structured metadata, but this feature is disallowed")) {
            return Verdict.of(Kind.METADATA_REFUSED);
        }
        long refused = Refusal.count(answer, batch.events(), batch.streams());
        return refused < 0 ? Verdict.of(Kind.UNCERTAIN) : Verdict.rejected(refused);
    }

    private static Verdict serverError(Answer answer, SealedBatch batch, long now) {
        if (says(answer, "message larger than max")) {
            return Verdict.of(Kind.SPLIT);
        }
        boolean poisoned = says(answer, "label name is empty") || says(answer, "normalization for label name");
        return poisoned && batch.hasMetadata()
                ? Verdict.of(Kind.WITHOUT_METADATA)
                : Verdict.retry(retryAfter(answer, now));
    }

    private static boolean says(Answer answer, String part) {
        return answer.text().toLowerCase(Locale.ROOT).contains(part);
    }

    /**
     * Seconds, or a date (RFC 9110, section 10.2.3), as nanoseconds from now, however many; -1 when none can be read.
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
