package io.fapilog.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventLevelTest {
    @ParameterizedTest
    @CsvSource({
        "TRACE, trace finest FINER Verbose",
        "DEBUG, debug FINE dbg D",
        "INFO, info Information NOTICE config inf",
        "WARN, warn WARNING wrn W",
        "ERROR, error ERR SEVERE fatal CRITICAL crit emerg alert panic"
    })
    void of_nameInAnotherSystem_isTheNearestLevel(Level expected, String names) {
        for (String name : names.split(" ")) {
            assertThat(EventLevel.of(name)).as(name).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"10,TRACE", "20,DEBUG", "30,INFO", "35,INFO", "40,WARN", "50,ERROR", "60,ERROR"})
    void of_levelOfPino_isTheSameLevel(long number, Level expected) {
        assertThat(EventLevel.of(number)).isEqualTo(expected);
        assertThat(EventLevel.of(Long.toString(number))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0,ERROR", "3,ERROR", "4,WARN", "5,INFO", "6,INFO", "7,DEBUG"})
    void of_severityOfSyslog_isTheNearestLevel(long number, Level expected) {
        assertThat(EventLevel.of(number)).isEqualTo(expected);
    }

    @Test
    void of_anyOtherValue_isNull() {
        assertThat(EventLevel.of("high")).isNull();
        assertThat(EventLevel.of("")).isNull();
        assertThat(EventLevel.of(8L)).isNull();
        assertThat(EventLevel.of(20_000L)).isNull();
        assertThat(EventLevel.of(-1L)).isNull();
        assertThat(EventLevel.of(true)).isNull();
        assertThat(EventLevel.of(null)).isNull();
    }
}
