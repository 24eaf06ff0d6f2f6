package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    private static final String TOO_OLD =
            "entry for stream '{app=\"shop\"}' has timestamp too old: 2026-01-01T00:00:00Z, oldest acceptable timestamp"
                    + " is: 2026-11-15T00:00:00Z";
    private static final String TOO_LONG =
            "max entry size '262144' bytes exceeded for stream '{app=\"shop\"}' while adding an entry with length"
                    + " '300000' bytes";

    @Test
    void count_textAboutOneEntry_isOne() {
        assertThat(count(TOO_OLD)).isEqualTo(1);
        assertThat(count(TOO_LONG)).isEqualTo(1);
        assertThat(count("Entry for stream '{a=\"b\"}' Has Timestamp Too New: x"))
                .isEqualTo(1);
        assertThat(count("stream '{a=\"b\"}' has too many structured metadata labels: '200', limit: '128'. Please"))
                .isEqualTo(1);
    }

    @Test
    void count_textWithSeveralNumbers_isTheirSum() {
        assertThat(count("3 errors like: " + TOO_OLD + "; 4 errors like: " + TOO_LONG))
                .isEqualTo(7);
        assertThat(count("12 errors like: " + TOO_OLD)).isEqualTo(12);
    }

    @Test
    void count_summaryOfAStream_isItsNumber() {
        String text = "entry with timestamp 2026-11-22 08:00:00 +0000 UTC ignored, reason: 'entry too far behind, entry"
                + " timestamp is: 2026-11-22T08:00:00Z, oldest acceptable timestamp is: 2026-11-22T09:00:00Z',\n"
                + "user 'fake', total ignored: 17 out of 20 for stream: {app=\"shop\"}";
        assertThat(count(text)).isEqualTo(17);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "couldn't parse labels: 1:2: parse error: unexpected",
                "mime: no media type",
                "snappy: corrupt input",
                "loghttp.PushRequest.Streams: []loghttp.LogProtoStream: unmarshalerDecoder: Value is string",
                "tenant ID is too long: max 150 characters",
                "error at least one valid stream is required for ingestion",
                "Content-Encoding \"zstd\" not supported"
            })
    void count_textAboutTheRequest_isAllEvents(String text) {
        assertThat(count(text)).isEqualTo(20);
    }

    @Test
    void count_textAboutAStream_isKnownForASingleStreamOnly() {
        String text = "entry for stream '{a=\"b\"}' has 16 label names; limit 15";
        assertThat(Refusal.count(answer(text, true), 20, 1)).isEqualTo(20);
        assertThat(Refusal.count(answer(text, true), 20, 2)).isEqualTo(-1);
    }

    @Test
    void count_singleEventWithAnyText_isOne() {
        assertThat(Refusal.count(answer("no idea", true), 1, 1)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no idea", "total ignored: some", "21 errors like: has timestamp too old"})
    void count_textWithoutANumber_isUnknown(String text) {
        assertThat(count(text)).isEqualTo(-1);
    }

    @Test
    void count_truncatedText_isUnknown() {
        assertThat(Refusal.count(answer("3 errors like: " + TOO_OLD, false), 20, 1))
                .isEqualTo(-1);
    }

    private static long count(String text) {
        return Refusal.count(answer(text, true), 20, 3);
    }

    private static Answer answer(String text, boolean isComplete) {
        return new Answer(400, text, isComplete, "", "");
    }
}
