package io.fapilog.devloki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of faults. */
class FaultTextTest {

    @Test
    void parse_statusWithEverything_hasAllParts() {
        Fault fault = Fault.parse("  After 10s :503  next 4 RETRY-AFTER 2m for 20ms ");
        assertThat(fault.text()).isEqualTo("after 10s: 503 next 4 retry-after 2m for 20ms");
        assertThat(fault.delay()).isEqualTo(Duration.ofSeconds(10));
        assertThat(fault.length()).isEqualTo(Duration.ofMillis(20));
        assertThat(fault.count()).isEqualTo(4);
        assertThat(fault.reply().kind()).isEqualTo(Reply.Kind.STATUS);
        assertThat(fault.reply().verdict())
                .isEqualTo(new PushVerdict(503, "scripted fault: after 10s: 503 next 4 retry-after 2m for 20ms\n"));
        assertThat(fault.reply().headers()).isEqualTo(Map.of("Retry-After", "120"));
    }

    @ParameterizedTest
    @CsvSource({
        "260, STATUS, false",
        "slow 3h for 1d, REAL, false",
        "hang, STALL, false",
        "away next 1000000, RESET, true",
    })
    void parse_eachAnswer_isItsReply(String text, Reply.Kind kind, boolean early) {
        Reply reply = Fault.parse(text).reply();
        assertThat(reply.kind()).isEqualTo(kind);
        assertThat(reply.early()).isEqualTo(early);
        assertThat(reply.delay()).isEqualTo(text.startsWith("slow") ? Duration.ofHours(3) : Duration.ZERO);
    }

    @Test
    void parse_statusWithoutBody_hasNoText() {
        assertThat(Fault.parse("204").reply().verdict().text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                ''                       | a status, slow, hang or away is missing
                429 for                  | a duration after for is missing
                429 for 30               | 30 is no duration; its units are ms, s, m, h and d
                429 for 366d             | 366d is longer than 365d
                429 for -1s              | -1s is no duration
                429 for 30s for 1m       | for is there twice
                429 fro 30s              | unknown is fro
                429 next                 | a count after next is missing
                429 next 0               | 0 is no count from 1 to 1000000
                429 next 1000001         | 1000001 is no count
                429 next many            | many is no count
                199                      | 199 is no status from 200 to 599
                600                      | 600 is no status
                9999999999               | 9999999999 is no status
                slow                     | a duration after slow is missing
                slow for 30s             | for is no duration
                hang 30s                 | unknown is 30s
                away retry-after 5s      | retry-after belongs to a status
                429 retry-after 500ms    | is in whole seconds
                after 10s 429            | a colon is missing
                after: 429               | a duration after after is missing
                429: for 30s             | unknown is :
                429 for 30s, 500         | 30s, is no duration
                """)
    void parse_nonsense_saysWhatIsWrongAndWhatIsAllowed(String text, String reason) {
        assertThatThrownBy(() -> Fault.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' is no fault: ")
                .hasMessageContaining(reason)
                .hasMessageEndingWith(FaultParser.ALLOWED);
    }

    @Test
    void parse_longText_isQuotedShortened() {
        assertThatThrownBy(() -> Fault.parse("x".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(700));
    }

    @ParameterizedTest
    @ValueSource(strings = {"429 for 30s", "500 next 5", "slow 2s for 1m", "after 10s: 503 retry-after 5s for 20s"})
    void parse_ownText_isTheSameFault(String text) {
        assertThat(FaultParser.ALLOWED).contains(text);
        assertThat(Fault.parse(text).text()).isEqualTo(text);
    }

    @RepeatedTest(20)
    void parse_randomWords_areAFaultOrRejectedWithAMessage(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        String[] words = {"after", "429", "for", "5s", "next", "3", "slow", "hang", "away", ":", "retry-after", "é", ""
        };
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(8); n > 0; n--) {
                text.append(words[random.nextInt(words.length)]).append(random.nextInt(4) == 0 ? "" : " ");
            }
            parsesAgainOrIsRejected(text.toString());
        }
    }

    private static void parsesAgainOrIsRejected(String text) {
        Fault fault;
        try {
            fault = Fault.parse(text);
        } catch (IllegalArgumentException e) {
            assertThat(e).as(text).hasMessageEndingWith(FaultParser.ALLOWED);
            return;
        }
        Fault again = Fault.parse(fault.text());
        assertThat(again.text()).as(text).isEqualTo(fault.text());
        assertThat(again.delay()).isEqualTo(fault.delay());
        assertThat(again.length()).isEqualTo(fault.length());
        assertThat(again.count()).isEqualTo(fault.count());
    }
}
