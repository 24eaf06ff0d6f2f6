package io.fapilog.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "2, PT2S",
        "0, PT0S",
        "2s, PT2S",
        "500ms, PT0.5S",
        "0.5, PT0.5S",
        "1.5m, PT90S",
        "5m, PT5M",
        "1h, PT1H",
        "6d, PT144H",
        "10us, PT0.00001S",
        "7ns, PT0.000000007S",
        "' 2 S ', PT2S",
        "106751d, PT2562024H"
    })
    void duration_asPeopleWriteIt_isRead(String text, Duration expected) {
        assertThat(Quantities.duration(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "s",
                "-1",
                "-1s",
                "+1",
                "1x",
                "1w",
                "1s2",
                "1,5s",
                "1e3",
                "0x10",
                "٣s",
                "1..5s",
                ".5s",
                "1.s",
                "2s;",
                "999999999999999d",
                "9999999999999999999",
                "NaN"
            })
    void duration_otherText_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantities.duration(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1048576, 1048576",
        "64KiB, 65536",
        "64 kib, 65536",
        "1MiB, 1048576",
        "1.5MiB, 1572864",
        "2GiB, 2147483648",
        "1TiB, 1099511627776",
        "17B, 17"
    })
    void bytes_asPeopleWriteIt_isRead(String text, long expected) {
        assertThat(Quantities.bytes(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1KB", "1M", "1s", "KiB", "999999999999999TiB", "8388608TiB"})
    void bytes_otherText_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantities.bytes(text));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0ms", "PT0.5S, 500ms", "PT2S, 2s", "PT90S, 90s", "PT5M, 5m", "PT48H, 2d", "PT25H, 25h"})
    void show_duration_usesTheLargestWholeUnit(Duration duration, String expected) {
        assertThat(Quantities.show(duration)).isEqualTo(expected);
        assertThat(Quantities.duration(expected)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({"0, 0B", "1023, 1023B", "1024, 1KiB", "1536, 1536B", "1048576, 1MiB", "1099511627776, 1TiB"})
    void show_bytes_usesTheLargestWholeUnit(long bytes, String expected) {
        assertThat(Quantities.show(bytes)).isEqualTo(expected);
        assertThat(Quantities.bytes(expected)).isEqualTo(bytes);
    }

    @Test
    void bytes_largest_isRead() {
        assertThat(Quantities.bytes("8388607TiB")).isEqualTo(8_388_607L << 40);
    }

    @Test
    void exact_anyDuration_isReadBackWithoutLoss() {
        for (long nanos : new long[] {0, 1, 999_999, 1_000_000, 1_500_000, 90_000_000_000L, 86_400_000_000_000L}) {
            Duration duration = Duration.ofNanos(nanos);
            assertThat(Quantities.duration(Quantities.exact(duration))).isEqualTo(duration);
        }
    }

    @Test
    void show_longestDuration_doesNotOverflow() {
        assertThat(Quantities.show(Duration.ofSeconds(Long.MAX_VALUE))).isNotEmpty();
    }
}
