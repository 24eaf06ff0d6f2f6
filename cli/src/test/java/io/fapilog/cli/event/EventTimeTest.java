package io.fapilog.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventTimeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-22T10:15:30Z                     | 2026-11-22T10:15:30Z",
                "2026-11-22T10:15:30.123456789Z           | 2026-11-22T10:15:30.123456789Z",
                "2026-11-22T10:15:30.1234567891Z          | 2026-11-22T10:15:30.123456789Z",
                "2026-11-22t10:15:30.5z                   | 2026-11-22T10:15:30.5Z",
                "2026-11-22T10:15:30+02:00                | 2026-11-22T08:15:30Z",
                "2026-11-22T10:15:30-0330                 | 2026-11-22T13:45:30Z",
                "2026-11-22T10:15:30+01                   | 2026-11-22T09:15:30Z",
                "2026-11-22T10:15:30+01:00[Europe/Paris]  | 2026-11-22T09:15:30Z",
                "2026-11-22 10:15:30,123 UTC              | 2026-11-22T10:15:30.123Z",
                "2026/11/22 10:15:30Z                     | 2026-11-22T10:15:30Z",
                "2026-11-22T10:15Z                        | 2026-11-22T10:15:00Z",
                "1795342530                               | 2026-11-22T10:15:30Z",
                "1795342530.25                            | 2026-11-22T10:15:30.25Z",
                "1795342530123                            | 2026-11-22T10:15:30.123Z",
                "1795342530123.5                          | 2026-11-22T10:15:30.123500Z",
                "1795342530123456                         | 2026-11-22T10:15:30.123456Z",
                "1795342530123456789                      | 2026-11-22T10:15:30.123456789Z",
            })
    void nanos_commonNotation_isRead(String text, String expected) {
        assertThat(EventTime.nanos(text)).isEqualTo(nanos(Instant.parse(expected)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-13-22T10:15:30Z",
                "2026-02-30T10:15:30Z",
                "2026-11-22T10:15:30+99:00",
                "2026-11-22",
                "10:15:30",
                "42",
                "1979-12-31T23:59:59Z",
                "2200-01-01T00:00:00Z",
                "99999999999999999999",
                "-1795342530"
            })
    void nanos_otherText_isNull(String text) {
        assertThat(EventTime.nanos(text)).isNull();
    }

    @Test
    void nanos_withoutOffset_isLocalTime() {
        Instant expected = LocalDateTime.parse("2026-11-22T10:15:30.5")
                .atZone(ZoneId.systemDefault())
                .toInstant();
        assertThat(EventTime.nanos("2026-11-22 10:15:30.500")).isEqualTo(nanos(expected));
    }

    @Test
    void nanos_number_hasTheUnitOfItsSize() {
        long expected = nanos(Instant.parse("2026-11-22T10:15:30.123Z"));
        assertThat(EventTime.nanos(1_795_342_530_123L)).isEqualTo(expected);
        assertThat(EventTime.nanos(new BigDecimal("1795342530.123"))).isEqualTo(expected);
        assertThat(EventTime.nanos(new BigDecimal("1.795342530123E9"))).isEqualTo(expected);
        assertThat(EventTime.nanos(new BigInteger("1795342530123000000"))).isEqualTo(expected);
    }

    @Test
    void nanos_otherValue_isNull() {
        for (@Nullable
        Object value : new @Nullable Object[] {
            new BigDecimal("1E+999999999"),
            new BigDecimal("1E-999999999"),
            new BigInteger("9".repeat(900)),
            Long.MIN_VALUE,
            0L,
            5L,
            true,
            null
        }) {
            assertThat(EventTime.nanos(value)).as("%s", value).isNull();
        }
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
