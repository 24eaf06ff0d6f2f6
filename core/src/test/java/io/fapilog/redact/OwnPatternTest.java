package io.fapilog.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnPatternTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void mask_matches_areMasked() {
        assertThat(mask("ORD-\\d+", "from ORD-1 to ORD-22")).isEqualTo("from *** to ***");
        assertThat(mask("ORD-\\d+", "none")).isEqualTo("none");
        assertThat(mask("x*", "axb")).isEqualTo("a***b");
    }

    @Test
    void mask_groupNamedSecret_isMaskedAlone() {
        assertThat(mask("(pin|otp)=(?<secret>\\d+)?", "pin=12 otp= otp=3")).isEqualTo("pin=*** otp= otp=***");
    }

    @Test
    void mask_number_isLookedAtAsAText() {
        EventRedaction redaction = redaction("^47");

        assertThat(redaction.value("n", 4711)).isEqualTo("***11");
        assertThat(redaction.value("n", 11)).isEqualTo(11);
        assertThat(redaction.value("n", true)).isEqualTo(true);
    }

    @Test
    void mask_slowPattern_failsClosedAndIsToldOnce() {
        EventRedaction redaction = redaction("a*a*a*a*a*b");
        String text = "a".repeat(60) + "!";

        assertThat(redaction.value("x", text)).isEqualTo("[redaction failed]");
        assertThat(redaction.value("y", text)).isEqualTo("[redaction failed]");
        assertThat(redaction.value("z", "aa!")).isEqualTo("aa!");
        assertThat(told)
                .containsExactly(
                        "redact_pattern.own gives up: it takes more than 16100 steps for a text of 61 characters; "
                                + "such texts are sent as [redaction failed]");
    }

    @Test
    void mask_deepPattern_failsClosedAndIsToldOnce() {
        EventRedaction redaction = redaction("(a|b)*c");

        assertThat(redaction.value("x", "ab".repeat(100_000))).isEqualTo("[redaction failed]");
        assertThat(told).singleElement().asString().contains("redact_pattern.own gives up: it ");
    }

    @Test
    void redact_slowPatternOnMessage_keepsTheOtherParts() {
        LogEvent event = LogEvent.builder(Level.INFO, "l", "a".repeat(60) + "!")
                .attribute("n", 1)
                .build();

        EventRedaction redaction = redaction("a*a*a*a*a*b");
        LogEvent masked = redaction.redact(event);

        assertThat(masked.message()).isEqualTo("[redaction failed]");
        assertThat(masked.field("n")).isEqualTo("1");
        assertThat(redaction.failures()).isEqualTo(1);
    }

    private @Nullable Object mask(String regex, String text) {
        return redaction(regex).value("field", text);
    }

    private EventRedaction redaction(String regex) {
        return new EventRedaction(
                Redactions.settings("redact_pattern.own=" + regex), (key, sentence) -> told.add(sentence));
    }
}
