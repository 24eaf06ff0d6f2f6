package io.fapilog.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.cli.event.EventText.ManualTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeScannerTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<String> NOTATIONS = List.of(
            "yyyy-MM-dd HH:mm:ss.SSS",
            "yyyy-MM-dd'T'HH:mm:ss,SSSSSSSSS",
            "yyyy/MM/dd HH:mm:ss",
            "dd/MMM/yyyy:HH:mm:ss",
            "dd-MMM-yyyy HH:mm:ss.SSS",
            "dd MMM yyyy HH:mm:ss,SSS",
            "dd.MM.yyyy HH:mm:ss",
            "EEE MMM dd HH:mm:ss.SSSSSS yyyy",
            "EEE, dd MMM yyyy HH:mm:ss",
            "MMM d, yyyy h:mm:ss a",
            "MMM dd yyyy HH:mm:ss");

    /** The present time is 2026-11-26T12:00:00Z, 13:00 in Berlin. */
    private final TimeScanner scanner = new TimeScanner(BERLIN, new ManualTime());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-26 10:00:00                  | 2026-11-26T09:00:00Z",
                "2026-07-26 10:00:00                  | 2026-07-26T08:00:00Z",
                "2026-11-26T10:00:00.123456789Z       | 2026-11-26T10:00:00.123456789Z",
                "2026-11-26 10:00:00 -0500            | 2026-11-26T15:00:00Z",
                "2026-11-26 10:00:00.5 UTC            | 2026-11-26T10:00:00.500Z",
                "2026-11-26 10:00:00 PST              | 2026-11-26T18:00:00Z",
                "2026-12-31T23:59:60Z                 | 2027-01-01T00:00:00Z",
                "26/Nov/2026:10:00:00 +0530           | 2026-11-26T04:30:00Z",
                "Thu Nov 26 10:00:00 2026             | 2026-11-26T09:00:00Z",
                "Thu Nov 26 10:00:00 UTC 2026         | 2026-11-26T10:00:00Z",
                "Thu Nov 26 10:00:00 EST 2026         | 2026-11-26T15:00:00Z",
                "Thu, 26 Nov 2026 10:00:00 GMT        | 2026-11-26T10:00:00Z",
                "Nov 26, 2026 12:00:00 AM             | 2026-11-25T23:00:00Z",
                "Nov 6, 2026 9:05:00\u202fPM          | 2026-11-06T20:05:00Z",
                "Nov 26 10:00:00                      | 2026-11-26T09:00:00Z",
                "Nov  6 10:00:00.123                  | 2026-11-06T09:00:00.123Z",
                "Dec 24 10:00:00                      | 2025-12-24T09:00:00Z",
                "Feb 29 10:00:00                      | 2024-02-29T09:00:00Z",
                "13:00:59.123                         | 2026-11-26T12:00:59.123Z",
                "13:01:01.123                         | 2026-11-25T12:01:01.123Z",
                "00:00:00                             | 2026-11-25T23:00:00Z",
            })
    void scan_notation_isReadInTheDefaultZone(String text, String expected) {
        assertThat(scanner.scan("[" + text + "] x", 1)).isTrue();
        assertThat(Instant.ofEpochSecond(0, scanner.nanos())).isEqualTo(Instant.parse(expected));
        assertThat(scanner.end()).isEqualTo(text.length() + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-11-31 10:00:00",
                "2026-11-26",
                "2026-11-26 25:00:00",
                "2026-11-26 10:61:00",
                "Nov",
                "Nov 26",
                "November 26 10:00:00",
                "Thu",
                "31/Feb/2026:10:00:00",
                "13:00:00 PM",
                "1:2",
                "10:",
                "Nov 26, 10:00:00",
                "10.0.0.1 - -",
                "1970-01-01 10:00:00",
                "2026-11-26X10:00:00",
                "Nov 26 12a: 10"
            })
    void scan_otherText_isNoTime(String text) {
        assertThat(scanner.scan(text, 0)).isFalse();
    }

    @Test
    void scan_spaceAndNumberBehindTheTime_isNoOffset() {
        assertThat(scanner.scan("2026-11-26 10:00:00 -12 C", 0)).isTrue();
        assertThat(scanner.end()).isEqualTo(19);
    }

    @Test
    void scan_withReference_isNotLaterThanThat() {
        scanner.reference(Instant.parse("2020-02-03T12:00:00Z").getEpochSecond() * 1_000_000_000L);
        assertThat(scanner.scan("14:34:30.5 x", 0)).isTrue();
        assertThat(Instant.ofEpochSecond(0, scanner.nanos())).isEqualTo(Instant.parse("2020-02-02T13:34:30.5Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-26 10:00:00, 2026-11-26T10:00:00Z",
        "2026-11-26 15:44:30, 2026-11-26T09:59:30Z",
        "2026-11-26 10:00:01, 2026-11-26T10:00:01Z",
        "2026-11-26 10:00:00Z, 2026-11-26T10:00:00Z",
        "2026-11-26 09:52:00, 2026-11-26T08:52:00Z",
        "2026-11-20 10:00:00, 2026-11-20T09:00:00Z",
        "10:00:00.000, 2026-11-26T10:00:00Z",
        "23:59:59.000, 2026-11-26T09:59:59Z",
        "00:15:00.000, 2026-11-26T10:00:00Z"
    })
    void scan_inEnvelopeOfAnotherZone_isReadInTheZoneOfTheProgram(String text, String expected) {
        scanner.reference(Instant.parse("2026-11-26T10:00:00.5Z").getEpochSecond() * 1_000_000_000L);
        assertThat(scanner.scan(text, 0)).isTrue();
        assertThat(Instant.ofEpochSecond(0, scanner.nanos())).isEqualTo(Instant.parse(expected));
    }

    @Test
    void scan_randomTimes_areThoseOfTheJdk() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(
                    400_000_000L + random.nextInt(Integer.MAX_VALUE), random.nextInt(1_000_000_000), ZoneOffset.UTC);
            String notation = NOTATIONS.get(random.nextInt(NOTATIONS.size()));
            DateTimeFormatter format = DateTimeFormatter.ofPattern(notation, Locale.ENGLISH);
            String text = time.format(format);
            Instant expected = LocalDateTime.parse(text, format).atZone(BERLIN).toInstant();
            assertThat(scanner.scan(text, 0)).as("seed %d: %s", seed, text).isTrue();
            assertThat(Instant.ofEpochSecond(0, scanner.nanos()))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(expected);
        }
    }
}
