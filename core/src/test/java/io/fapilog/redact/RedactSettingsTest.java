package io.fapilog.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fapilog.ConfigurationException;
import io.fapilog.config.Options;
import io.fapilog.config.RedactKind;
import io.fapilog.config.RedactSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactSettingsTest {
    @Test
    void read_nothing_isTheDefault() {
        assertThat(Redactions.settings()).isEqualTo(RedactSettings.DEFAULT).hasToString("redact=credentials");
    }

    @Test
    void read_everything_isAsGiven() {
        RedactSettings settings = Redactions.settings(
                "redact=email, TOKENS", "redact_fields=*ssn*,birth_date", "redact_pattern.order=ORD-\\d+");

        assertThat(settings.kinds()).containsExactly(RedactKind.TOKENS, RedactKind.EMAIL);
        assertThat(settings.fields()).containsExactly("*ssn*", "birth_date");
        assertThat(settings.patterns()).containsExactly(Map.entry("order", "ORD-\\d+"));
        assertThat(settings)
                .hasToString("redact=tokens,email redact_fields=*ssn*,birth_date redact_pattern=order")
                .isEqualTo(Redactions.settings(
                        "redact_pattern.order=ORD-\\d+", "redact_fields=*ssn*,birth_date", "redact=tokens,email"));
    }

    @Test
    void read_ofASink_addsPatternsToThoseOfTheProcess() {
        RedactSettings process = Redactions.settings("redact=ip", "redact_pattern.a=1", "redact_pattern.b=2");
        Options options = Redactions.options("redact_pattern.b=3", "redact_pattern.c=4");

        RedactSettings sink = RedactSettings.read(options, process);

        assertThat(sink.patterns()).isEqualTo(Map.of("a", "1", "b", "3", "c", "4"));
        assertThat(sink.kinds()).isEqualTo(EnumSet.of(RedactKind.IP));
    }

    @Test
    void read_none_switchesOffTheBuiltInKindsOnly() {
        assertThat(Redactions.settings("redact=none").isNone()).isTrue();
        assertThat(Redactions.settings("redact=none")).hasToString("redact=none");
        assertThat(Redactions.settings("redact=none", "redact_fields=!a").isNone())
                .isTrue();
        assertThat(Redactions.settings("redact=none", "redact_fields=ssn").isNone())
                .isFalse();
        assertThat(Redactions.settings("redact=none", "redact_pattern.a=x").isNone())
                .isFalse();
        assertThat(RedactSettings.DEFAULT.isNone()).isFalse();
    }

    @Test
    void read_fieldsNone_areNone() {
        RedactSettings process = new RedactSettings(EnumSet.noneOf(RedactKind.class), List.of("ssn"), Map.of());

        assertThat(RedactSettings.read(Redactions.options("redact_fields=none"), process)
                        .fields())
                .isEmpty();
        assertThat(RedactSettings.read(Redactions.options(), process).fields()).containsExactly("ssn");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redact=credentails | redact=credentails is unknown; did you mean credentials? Use credentials, tokens, "
                        + "email, card, iban, ip or none",
                "redact=\"ip\" | redact=(not shown) is unknown; use credentials, tokens, email, card, iban,"
                        + " ip or none; leave out the quotes around the value, which docker --env-file keeps",
                "redact=zzzzzzzz | redact=zzzzzzzz is unknown; use credentials, tokens, email, card, iban, ip or none",
                "redact= | redact is empty; use credentials, tokens, email, card, iban, ip or none",
                "redact=none,ip | redact=none cannot be combined with others; use none alone, or leave it out",
                "redact_fields=, | redact_fields is empty; write names such as *ssn*,birth_date, or none",
                "redact_fields=a,- | redact_fields has -, which has no letter, digit or *; leave it out",
                "redact_fields=!* | redact_fields has !*, which lets all fields through; use redact=none",
                "redact_pattern.a=(x | redact_pattern.a is not a regular expression: Unclosed group near index 2; see "
                        + "java.util.regex.Pattern",
                "redact_pattern.a= | redact_pattern.a is empty; write redact_pattern.NAME=REGEX",
                "redact_pattern.=x | redact_pattern. has no name; write redact_pattern.NAME=REGEX",
            })
    void read_violation_isRejectedWithItsMend(String setting, String violation) {
        assertThatThrownBy(() -> Redactions.settings(setting.strip()))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.violations()).containsExactly(violation));
    }

    @Test
    void read_patternOfHugeLength_isRejectedBeforeItIsCompiled() {
        for (String huge : List.of("a".repeat(1 << 20), "(".repeat(100_000) + ")".repeat(100_000))) {
            assertThatThrownBy(() -> Redactions.settings("redact_pattern.a=" + huge))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("redact_pattern.a has more than 4096 characters; use several patterns");
        }
        assertThat(Redactions.settings("redact_pattern.a=" + "a".repeat(4_096)).patterns())
                .hasSize(1);
    }
}
