package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class TallyTest {
    @Test
    void of_eachOnce_isExact() {
        assertThat(tally(3, 2, 3, 1)).isEqualTo(new Tally(3, 3, 0, 0));
        assertThat(tally(3, 2, 3, 1).isExact()).isTrue();
    }

    @Test
    void of_oneMissingAndOneTwice_tellsBoth() {
        assertThat(tally(3, 1, 1, 3)).isEqualTo(new Tally(3, 3, 1, 1));
        assertThat(tally(3, 1, 1, 3).isExact()).isFalse();
    }

    @Test
    void of_aStranger_isNotExact() {
        assertThat(tally(1, 1, 99)).isEqualTo(new Tally(1, 2, 0, 0));
        assertThat(tally(1, 1, 99).isExact()).isFalse();
    }

    private static Tally tally(long logged, long... numbers) {
        JsonMapper json = new JsonMapper();
        List<LokiQuery.Line> lines = LongStream.of(numbers)
                .mapToObj(number -> "{\"seq\":" + number + "}")
                .map(line -> new LokiQuery.Line(1, line, json.readTree(line)))
                .toList();
        return Tally.of(logged, lines);
    }
}
