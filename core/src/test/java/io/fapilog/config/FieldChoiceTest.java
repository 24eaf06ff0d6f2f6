package io.fapilog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldChoiceTest {
    @Test
    void includes_globAndExclusion_exclusionWins() {
        FieldChoice choice = FieldChoice.of(List.of("trace_id", "!req_body", "req_*"));

        assertThat(choice.includes("trace_id")).isTrue();
        assertThat(choice.includes("req_id")).isTrue();
        assertThat(choice.includes("req_body")).isFalse();
        assertThat(choice.includes("user")).isFalse();
        assertThat(choice).hasToString("trace_id,req_*,!req_body");
    }

    @Test
    void includes_onlyExclusions_excludeFromAll() {
        FieldChoice choice = FieldChoice.of(List.of("!*secret*"));

        assertThat(choice.includes("sku")).isTrue();
        assertThat(choice.includes("my_secret_name")).isFalse();
        assertThat(choice.isAll()).isFalse();
    }

    @Test
    void of_noPattern_includesNothing() {
        assertThat(FieldChoice.of(List.of()).includes("sku")).isFalse();
        assertThat(FieldChoice.of(List.of())).hasToString("none");
    }

    @ParameterizedTest
    @CsvSource({"*,'',true", "a*b*c,aXbYc,true", "a*b*c,abcd,false", "*ab,aab,true", "'',a,false", "**a**,bab,true"})
    void matches_stars_standForAnyCharacters(String pattern, String name, boolean expected) {
        assertThat(FieldChoice.matches(pattern, name)).isEqualTo(expected);
    }

    /** Compared with regular expressions on random patterns and names. */
    @Test
    void matches_randomPatterns_agreesWithRegularExpressions() {
        Random random = new Random(20_261_128);
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "ab*", 7);
            String name = text(random, "ab", 9);
            boolean expected = Pattern.matches(pattern.replace("*", ".*"), name);
            assertThat(FieldChoice.matches(pattern, name))
                    .as("%s on %s", pattern, name)
                    .isEqualTo(expected);
        }
    }

    private static String text(Random random, String letters, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
