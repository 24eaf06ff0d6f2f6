package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fapilog.config.Quantities;
import io.fapilog.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelsTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final ManualTime time = new ManualTime();
    private final Levels levels =
            new Levels(LevelRules.parse("warn,com.acme.noisy=off,com.acme.Shop=error", new ArrayList<>()), time);

    @Test
    void inForce_untilTheFirstChange_isTheSame() {
        Object token = levels.inForce();
        time.advance(Duration.ofDays(1));
        assertThat(levels.inForce()).isSameAs(token);
    }

    @Test
    void set_rules_lieOverTheConfiguredOnesUntilTheirEnd() {
        Object configured = levels.inForce();
        levels.set("com.acme=debug,com.acme.Shop=trace", TEN_MINUTES);
        Object temporary = levels.inForce();
        assertThat(temporary).isNotSameAs(configured);
        assertThat(threshold("com.acme.Orders")).isEqualTo(Level.DEBUG);
        assertThat(threshold("com.acme.Shop")).isEqualTo(Level.TRACE);
        assertThat(levels.inForce().threshold("com.acme.noisy.X")).isNull();
        assertThat(threshold("org.other")).isEqualTo(Level.WARN);

        time.advance(TEN_MINUTES.minusNanos(1));
        assertThat(levels.inForce()).isSameAs(temporary);
        time.advance(Duration.ofNanos(1));
        assertThat(levels.inForce()).isSameAs(configured);
        assertThat(threshold("com.acme.Orders")).isEqualTo(Level.WARN);
    }

    @Test
    void set_again_replacesTheTemporaryRules() {
        levels.set("a=debug", TEN_MINUTES);
        levels.set("off", Duration.ofSeconds(1));
        assertThat(levels.inForce().threshold("a")).isNull();
        time.advance(Duration.ofSeconds(1));
        assertThat(threshold("a")).isEqualTo(Level.WARN);
    }

    @Test
    void reset_ofTemporaryRules_endsThem() {
        levels.set("a=debug", TEN_MINUTES);
        levels.reset();
        assertThat(threshold("a")).isEqualTo(Level.WARN);
    }

    @Test
    void text_ofTheRules_showsTheTimeLeftOfTemporaryOnes() {
        assertThat(levels.text()).isEqualTo("warn,com.acme.Shop=error,com.acme.noisy=off");
        levels.set("com.acme=debug", TEN_MINUTES);
        time.advance(Duration.ofSeconds(1));
        assertThat(levels.text()).isEqualTo("warn,com.acme=debug (599s left),com.acme.Shop=error,com.acme.noisy=off");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=debgu | 10m | did you mean debug?",
                "'' | 10m | write com.acme=debug",
                "' , ' | 10m | write com.acme=debug",
                "a=debug | 0s | use 1s to 7d",
                "a=debug | 8d | use 1s to 7d"
            })
    void set_wrongRuleOrDuration_namesTheMendAndChangesNothing(String rules, String length, String mend) {
        Object token = levels.inForce();
        Duration duration = Quantities.duration(length);
        assertThatThrownBy(() -> levels.set(rules, duration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(mend)
                .hasMessageNotContaining("FAPILOG_LEVEL");
        assertThat(levels.inForce()).isSameAs(token);
    }

    private Level threshold(String logger) {
        Level threshold = levels.inForce().threshold(logger);
        assertThat(threshold).isNotNull();
        return threshold == null ? Level.ERROR : threshold;
    }
}
