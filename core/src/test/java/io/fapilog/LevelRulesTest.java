package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelRulesTest {
    private final List<String> violations = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "org.other, INFO",
        "com.acme, DEBUG",
        "com.acme.Shop, DEBUG",
        "com.acmes, INFO",
        "com.acme.noisy.Deep, ERROR",
        "x, TRACE",
        "'', INFO"
    })
    void threshold_longestNameWins(String logger, Level expected) {
        LevelRules rules = LevelRules.parse("info, com.acme=debug,com.acme.noisy=SEVERE,x=all", violations);
        assertThat(rules.threshold(logger)).isEqualTo(expected);
        assertThat(violations).isEmpty();
    }

    @Test
    void threshold_off_letsNothingPass() {
        LevelRules rules = LevelRules.parse("off,a=warning", violations);
        assertThat(rules.threshold("b")).isNull();
        assertThat(rules.threshold("a.b")).isEqualTo(Level.WARN);
    }

    @Test
    void threshold_nothingSaid_isInfo() {
        assertThat(LevelRules.parse("", violations).threshold("a")).isEqualTo(Level.INFO);
    }

    @Test
    void parse_unknownLevels_areAllReported() {
        LevelRules.parse("debgu,a=xyz", violations);
        assertThat(violations).hasSize(2);
        assertThat(violations.get(0)).contains("debgu").contains("did you mean debug?");
        assertThat(violations.get(1)).contains("xyz").contains("trace, debug");
    }
}
