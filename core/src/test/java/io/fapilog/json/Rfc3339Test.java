package io.fapilog.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    private static final DateTimeFormatter EXPECTED = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Rfc3339 clock = new Rfc3339();

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                999_999_999,
                1_000_000_000,
                -999_999_999,
                -1_000_000_000,
                -1_000_000_001,
                951_782_400_000_000_000L,
                1_795_342_530_123_456_789L,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void write_time_isThatOfJavaTime(long epochNanos) {
        assertThat(written(epochNanos)).isEqualTo(expected(epochNanos));
    }

    @Test
    void write_randomTimes_areThoseOfJavaTime() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            long time = random.nextLong();
            assertThat(written(time)).isEqualTo(expected(time));
            long near = time / 2 + random.nextInt(2_000_000_000);
            assertThat(written(near)).isEqualTo(expected(near));
        }
    }

    @Test
    void write_sameSecondAgain_changesOnlyTheNanoseconds() {
        assertThat(written(5_000_000_007L)).isEqualTo("1970-01-01T00:00:05.000000007Z");
        assertThat(written(5_999_999_999L)).isEqualTo("1970-01-01T00:00:05.999999999Z");
        assertThat(written(4_999_999_999L)).isEqualTo("1970-01-01T00:00:04.999999999Z");
    }

    private String written(long epochNanos) {
        Utf8Json out = new Utf8Json(Integer.MAX_VALUE);
        clock.write(epochNanos, out);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.US_ASCII);
    }

    private static String expected(long epochNanos) {
        Instant time = Instant.ofEpochSecond(
                Math.floorDiv(epochNanos, 1_000_000_000L), Math.floorMod(epochNanos, 1_000_000_000L));
        return EXPECTED.format(time);
    }
}
