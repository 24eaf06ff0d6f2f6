package io.fapilog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {
    private static final List<String> NAMES = List.of(
            "batch_size", "batch_interval", "batch_bytes", "labels", "token", "ca", "key", "max_in_flight", "timeout");

    @ParameterizedTest
    @CsvSource({
        "batchsize, batch_size",
        "batch_sise, batch_size",
        "bacth_size, batch_size",
        "batch_intervall, batch_interval",
        "lables, labels",
        "label, labels",
        "toekn, token",
        "keys, key",
        "cas, ca",
        "maxinflight, max_in_flight",
        "token, token"
    })
    void nearest_slip_findsTheName(String word, String expected) {
        assertThat(Spelling.nearest(word, NAMES)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "xy", "no", "colour", "completely_different", "size_of_the_batch"})
    void nearest_otherWord_findsNothing(String word) {
        assertThat(Spelling.nearest(word, NAMES)).isNull();
    }

    @Test
    void nearest_noCandidates_findsNothing() {
        assertThat(Spelling.nearest("labels", List.of())).isNull();
    }
}
