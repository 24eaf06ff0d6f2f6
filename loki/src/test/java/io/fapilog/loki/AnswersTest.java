package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fapilog.testkit.ManualTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdicts on answers to a push of four events in two streams, with structured metadata. */
class AnswersTest {
    private static final String ENTRY_REFUSED = "entry for stream '{}' Has Timestamp Too Old";
    private static final String METADATA_REFUSED = "Includes structured metadata, but this feature is disallowed";

    private final TestBatches batches = new TestBatches();

    @ParameterizedTest
    @MethodSource
    void judge_statusAndText_isTheVerdict(int status, String text, Verdict verdict) {
        assertThat(judge(answer(status, text, ""), batches.withMetadata(2, 2))).isEqualTo(verdict);
    }

    static Stream<Arguments> judge_statusAndText_isTheVerdict() {
        return Stream.of(
                        rows(new Verdict.Delivered(), "", 200, 201, 202, 204, 299),
                        rows(new Verdict.Rejected(4), "", 260),
                        rows(new Verdict.Rejected(1), ENTRY_REFUSED, 400, 422),
                        rows(new Verdict.Rejected(3), "3 errors like: " + ENTRY_REFUSED, 400, 422),
                        rows(new Verdict.Rejected(4), "couldn't parse labels", 400),
                        rows(new Verdict.Uncertain(), "unknown text", 400, 422),
                        rows(new Verdict.MetadataRefused(), METADATA_REFUSED, 400, 422),
                        rows(new Verdict.RetrySlowly(), "", 101, 301, 302, 307, 308, 511),
                        rows(new Verdict.RetrySlowly(), "", 401, 402, 403, 404, 405, 406, 407, 410, 411, 414, 415),
                        rows(new Verdict.RetrySlowly(), "", 416, 417, 418, 426, 428, 431, 451, 499),
                        rows(new Verdict.Retry(-1), "", 408, 409, 421, 423, 424, 425),
                        rows(new Verdict.Retry(-1), "", 500, 502, 503, 504, 506, 507, 599),
                        rows(new Verdict.Retry(-1), "Maximum active stream limit exceeded when trying", 429),
                        rows(new Verdict.Limited(-1), "", 429),
                        rows(new Verdict.Limited(-1), tenantLimit(400_000, 400_000), 429),
                        rows(new Verdict.Limited(-1), streamLimit("3MB", "3072KB"), 429),
                        rows(new Verdict.Oversized(-1), tenantLimit(400_000, 400_001), 429),
                        rows(new Verdict.Oversized(-1), streamLimit("1KB", "1025B"), 429),
                        rows(new Verdict.TooLarge(), "", 413),
                        rows(new Verdict.TooLarge(), "grpc: received Message larger than max (5 vs. 4)", 500, 503),
                        rows(new Verdict.MetadataFatal(), "Label name is empty", 500),
                        rows(new Verdict.MetadataFatal(), "normalization for label name \"_\" failed", 500),
                        rows(new Verdict.Unsupported(), "", 501, 505))
                .flatMap(rows -> rows);
    }

    @ParameterizedTest
    @CsvSource({"425, 7", "408, 7", "503, 7"})
    void judge_withRetryAfter_isARetryAfterThatTime(int status, String retryAfter) {
        assertThat(judge(answer(status, "", retryAfter), batches.fresh(1)))
                .isEqualTo(new Verdict.Retry(7_000_000_000L));
    }

    @ParameterizedTest
    @MethodSource
    void judge_textAboutMetadataThatWasNotSent_isAnOrdinaryVerdict(int status, String text, Verdict verdict) {
        SealedBatch plain = batches.withMetadata(2, 2).withoutMetadata();
        assertThat(judge(answer(status, text, ""), plain)).isEqualTo(verdict);
    }

    static List<Arguments> judge_textAboutMetadataThatWasNotSent_isAnOrdinaryVerdict() {
        return List.of(
                arguments(400, METADATA_REFUSED, new Verdict.Rejected(1)),
                arguments(500, "label name is empty", new Verdict.Retry(-1)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "120, 120",
        "'Sun, 22 Nov 2026 10:00:30 GMT', 30",
        "'Sun, 22 Nov 2026 09:00:00 GMT', 0",
        "'Mon, 01 Jan 0001 00:00:00 GMT', 0",
    })
    void retryAfter_secondsOrDate_isTheTimeFromNow(String header, long seconds) {
        assertThat(retryAfter(header)).isEqualTo(seconds * 1_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"''", "soon", "-1", "1.5", "'Sun, 99 Nov 2026 10:00:30 GMT'"})
    void retryAfter_malformed_isNone(String header) {
        assertThat(retryAfter(header)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void retryAfter_beyondTheRangeOfNanoseconds_isVeryLong(String header) {
        assertThat(retryAfter(header)).isGreaterThan(ManualTime.START);
    }

    private static String tenantLimit(long limit, long bytes) {
        return "Ingestion rate limit exceeded for user fake (limit: " + limit + " bytes/sec) while attempting to ingest"
                + " '600' lines totaling '" + bytes + "' bytes, reduce log volume or contact your Loki administrator";
    }

    private static String streamLimit(String limit, String bytes) {
        return "entry with timestamp 2026-11-22 10:00:00 +0000 UTC ignored, reason: 'Per stream rate limit exceeded"
                + " (limit: " + limit + "/sec) while attempting to ingest for stream '{app=\"a\"}' totaling " + bytes
                + ", consider splitting a stream via additional labels',\nuser 'fake', total ignored: 1 out of 1";
    }

    private static Verdict judge(Answer answer, SealedBatch batch) {
        return Answers.judge(answer, batch, ManualTime.START);
    }

    private static long retryAfter(String header) {
        return Answers.retryAfter(answer(503, "", header), ManualTime.START);
    }

    private static Answer answer(int status, String text, String retryAfter) {
        return new Answer(status, text, true, retryAfter, "");
    }

    private static Stream<Arguments> rows(Verdict verdict, String text, int... statuses) {
        return IntStream.of(statuses).mapToObj(status -> arguments(status, text, verdict));
    }
}
