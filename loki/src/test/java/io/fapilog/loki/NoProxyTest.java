package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of {@code NO_PROXY}, as curl and Go read them. */
class NoProxyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // entries | host | port | reached directly
                "'' | example.com | 80 | false",
                "* | example.com | 80 | true",
                "example.com | example.com | 80 | true",
                "EXAMPLE.com | Example.COM | 80 | true",
                "example.com | sub.example.com | 80 | true",
                "example.com | myexample.com | 80 | false",
                ".example.com | sub.example.com | 80 | true",
                ".example.com | example.com | 80 | true",
                "*.example.com | a.b.example.com | 80 | true",
                "example.com. | example.com | 80 | true",
                "example.com | example.com. | 80 | true",
                "example.com:3100 | example.com | 3100 | true",
                "example.com:3100 | sub.example.com | 3100 | true",
                "example.com:3100 | example.com | 80 | false",
                "a.test, b.test\tc.test | b.test | 80 | true",
                "a.test, b.test c.test | c.test | 80 | true",
                "10.0.0.1 | 10.0.0.1 | 80 | true",
                "10.0.0.1 | 10.0.0.11 | 80 | false",
                "10.0.0.1:80 | 10.0.0.1 | 80 | true",
                "10.0.0.1:80 | 10.0.0.1 | 81 | false",
                "10.0.0.0/8 | 10.255.3.4 | 80 | true",
                "10.0.0.0/8 | 11.0.0.1 | 80 | false",
                "10.0.0.0/9 | 10.128.0.1 | 80 | false",
                "10.0.0.0/8 | example.com | 80 | false",
                "10.0.0.0/33 | 10.0.0.1 | 80 | false",
                "10.0.0.0/x | 10.0.0.1 | 80 | false",
                "0.0.0.0/0 | 8.8.8.8 | 80 | true",
                "fd00::/8 | fd12:3456::1 | 80 | true",
                "fd00::/8 | fe12:3456::1 | 80 | false",
                "[fd00::1] | fd00::1 | 80 | true",
                "[fd00::1]:81 | fd00:0:0::1 | 81 | true",
                "[fd00::1]:81 | fd00::1 | 80 | false",
                "fd00::1 | fd00::1 | 80 | true",
                "0.0.1 | 10.0.0.1 | 80 | false",
                "'' | localhost | 80 | true",
                "'' | 127.0.0.1 | 80 | true",
                "'' | ::1 | 80 | true",
            })
    void includes_entriesAndHost_isAsExpected(String entries, String host, int port, boolean expected) {
        assertThat(new NoProxy(entries).includes(host, port)).isEqualTo(expected);
    }
}
