package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.testkit.ManualTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "120, 120",
        "'Sun, 22 Nov 2026 10:00:30 GMT', 30",
        "'Sun, 22 Nov 2026 09:00:00 GMT', 0",
        "'Mon, 01 Jan 0001 00:00:00 GMT', 0",
    })
    void retryAfter_readable_isThatLongFromNow(String header, long seconds) {
        assertThat(Answers.retryAfter(answer(header), ManualTime.START)).isEqualTo(seconds * 1_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"''", "soon", "-1", "1.5", "'Sun, 99 Nov 2026 10:00:30 GMT'"})
    void retryAfter_other_isNone(String header) {
        assertThat(Answers.retryAfter(answer(header), ManualTime.START)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void retryAfter_absurd_isVeryLong(String header) {
        assertThat(Answers.retryAfter(answer(header), ManualTime.START)).isGreaterThan(ManualTime.START);
    }

    @Test
    void redaction_longOrHostileText_isOneShortLine() {
        Redaction redaction = new Redaction(() -> List.of("secret", "x"));
        assertThat(redaction.show("a\r\n\u001b[31mb\u202e secret\tx ")).isEqualTo("a [31mb *** x");
        assertThat(redaction.show("y".repeat(1_000))).hasSize(301).endsWith("…");
    }

    private static Answer answer(String retryAfter) {
        return new Answer(503, "", true, retryAfter, "");
    }
}
