package io.fapilog.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fapilog.ConfigurationException;
import io.fapilog.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinkUriTest {
    /** The value of every secret; no three characters of it in a row may be shown. */
    private static final String MARK = "S3cr3tM4rk";

    @Test
    void parse_lineOfTheStory_keepsAllLabels() {
        SinkUri uri = SinkUri.parse("loki://loki:3100?labels=app=myapi,env=dev");

        assertThat(uri.scheme()).isEqualTo("loki");
        assertThat(uri.host()).isEqualTo("loki");
        assertThat(uri.port()).isEqualTo(3100);
        assertThat(uri.path()).isEmpty();
        assertThat(uri.user()).isNull();
        assertThat(uri.password()).isNull();
        assertThat(uri.options().text("labels")).isEqualTo("app=myapi,env=dev");
        assertThat(uri).hasToString("loki://loki:3100");
        assertThat(violations(uri)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "stdout, stdout, '', -1, ''",
                "stdout?format=json, stdout, '', -1, ''",
                "LOKI://Loki, loki, Loki, -1, ''",
                "loki://loki/, loki, loki, -1, /",
                "loki://loki:/a, loki, loki, -1, /a",
                "lokis://logs.example.org/tenant/a%20b, lokis, logs.example.org, -1, /tenant/a%20b",
                "https://h:65535/loki/api/v1/push, https, h, 65535, /loki/api/v1/push",
                "http://10.0.0.1:1?x=/y@z, http, 10.0.0.1, 1, ''",
                "loki://my_host:3100, loki, my_host, 3100, ''",
                "loki://[::1]:3100/p, loki, [::1], 3100, /p",
                "loki://[2001:db8::7], loki, [2001:db8::7], -1, ''",
                "loki://[fe80::1%25eth0]:3100, loki, [fe80::1%25eth0], 3100, ''",
                "loki://, loki, '', -1, ''",
                "loki://:3100, loki, '', 3100, ''",
                "' loki://loki ', loki, loki, -1, ''"
            })
    void parse_location_isTakenApart(String text, String scheme, String host, int port, String path) {
        SinkUri uri = SinkUri.parse(text);

        assertThat(uri.scheme()).isEqualTo(scheme);
        assertThat(uri.host()).isEqualTo(host);
        assertThat(uri.port()).isEqualTo(port);
        assertThat(uri.path()).isEqualTo(path);
        for (String name : new String[] {"x", "format"}) {
            assertThat(uri.options().has(name)).isEqualTo(text.contains("?" + name + "="));
        }
        assertThat(violations(uri)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "loki://u@h, u, -",
                "loki://u:p@h, u, p",
                "loki://u:@h, u, ''",
                "loki://:p@h, '', p",
                "loki://u:p:q@h, u, p:q",
                "loki://u%3Av:p@h, u:v, p",
                "loki://u:p@q@h, u, p@q",
                "loki://u:p%40q%2Fr%3Fs%23t%25u@h, u, p@q/r?s#t%u",
                "loki://u:p+q%2Br@h, u, p+q+r",
                "loki://u:gr%C3%BCn%F0%9F%98%80@h, u, grün😀",
                "'loki://u:a b\"c<d>{e}|\\^`@h', u, 'a b\"c<d>{e}|\\^`'",
                "loki://u:[p]@h, u, [p]",
                "loki://u:p&q=r@h, u, p&q=r"
            })
    void parse_userInfo_isDecodedAndHidden(String text, String user, @Nullable String password) {
        SinkUri uri = SinkUri.parse(text);

        assertThat(uri.user()).isEqualTo(user);
        assertThat(uri.password()).isEqualTo(password);
        assertThat(uri.host()).isEqualTo("h");
        assertThat(uri).hasToString("loki://h");
        assertThat(violations(uri)).isEmpty();
    }

    @Test
    void parse_parameters_areDecodedAndPlusIsAPlus() {
        Options options = SinkUri.parse("loki://h?a=1%2B1+1&b=%26%3D%23&c=&d=x=y?z#f&%65=%C3%A9&&g=line%0Afeed")
                .options();

        assertThat(options.text("a")).isEqualTo("1+1+1");
        assertThat(options.text("b")).isEqualTo("&=#");
        assertThat(options.text("c")).isEmpty();
        assertThat(options.text("d")).isEqualTo("x=y?z#f");
        assertThat(options.text("e")).isEqualTo("é");
        assertThat(options.text("g")).isEqualTo("line\nfeed");
        options.finish();
    }

    @ParameterizedTest
    @ValueSource(strings = {"loki://h?a=%", "loki://h?a=%2", "loki://h?a=%zz", "loki://h?a=%-1", "loki://h?a=%+1"})
    void parse_brokenEscape_isReported(String text) {
        SinkUri uri = SinkUri.parse(text);
        uri.options().text("a");

        assertThat(violations(uri))
                .containsExactly("loki: a % must be followed by two hexadecimal digits; a literal % is written %25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loki://h?a=%FF", "loki://u:p%E9@h?a=1", "loki://h?a=%ED%A0%80"})
    void parse_escapeThatIsNoUtf8_isReported(String text) {
        SinkUri uri = SinkUri.parse(text);
        uri.options().text("a");

        assertThat(violations(uri)).containsExactly("loki: what is percent-encoded must be UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "99999999999", "x", "31 00", "3100x"})
    void parse_badPort_isReported(String port) {
        assertThat(violations(SinkUri.parse("loki://h:" + port)))
                .singleElement()
                .asString()
                .startsWith("loki: the port must be a number from 1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loki://a b",
                "loki://h<",
                "loki://a%20b",
                "loki://[::1",
                "loki://[::zz]",
                "loki://[]",
                "loki://[::1]x",
                "loki://h/a b",
                "loki://h/%zz",
                "loki://u:1/2@h",
                "loki://h\n" + "x"
            })
    void parse_badLocation_isReported(String text) {
        SinkUri uri = SinkUri.parse(text);

        assertThat(violations(uri)).singleElement().asString().contains("the part after loki:// cannot be read");
        assertThat(uri).hasToString("loki");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "://h", "9loki://h", "lo ki://h", "loki:/h", "loki//h", "loki:h", "loki://h#f", "{}"})
    void parse_noUri_isRefusedAtOnce(String text) {
        assertThatThrownBy(() -> SinkUri.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("a sink must be a name such as stdout, or a URI such as");
    }

    @Test
    void finish_manyMistakes_listsThemAll() {
        SinkUri uri = SinkUri.parse("loki://h:0?batch_size=0&batchsize=1&labels=%zz&labels=b&timeout");
        uri.options().count("batch_size", 100, 1, 1_000);
        uri.options().text("labels");

        assertThat(violations(uri))
                .satisfiesExactly(
                        v -> assertThat(v).contains("port must be a number"),
                        v -> assertThat(v).contains("two hexadecimal digits"),
                        v -> assertThat(v).contains("a parameter has no value"),
                        v -> assertThat(v).contains("labels is given more than once"),
                        v -> assertThat(v).contains("batch_size=0 is out of range; use 1 to 1000"),
                        v -> assertThat(v).contains("unknown parameter batchsize"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loki://user:MARK@h",
                "loki://MARK@h",
                "loki://MARK:MARK@h:99999",
                "loki://user:MARK@",
                "loki://user:MARK",
                "loki://user:MARK/@h",
                "loki://user:MARK/x@h:3100/p",
                "loki://user:1/MARK@h",
                "loki://user:MARK?@h",
                "loki://user:1?MARK@h",
                "loki://user:1?MARK=x@h",
                "loki://user:1?x=MARK@h",
                "loki://user:MARK?x=y@h",
                "loki://user:MARK#@h",
                "loki://user:1#MARK@h",
                "loki://user:MARK%@h",
                "loki://user:%zzMARK@h",
                "loki://user:MARK%FF@h",
                "loki://user:MARK @h h",
                "loki://user:[MARK@h",
                "loki://user:MARK@@[h",
                "loki://user:MARK@h/a b",
                "loki:/user:MARK@h",
                "loki//user:MARK@h",
                "loki:user:MARK@h",
                "loki;//user:MARK@h",
                "MARK@h",
                "user:MARK@h",
                "//user:MARK@h",
                "user:MARK",
                "loki://h?token=MARK",
                "loki://h?token=a&MARK",
                "loki://h?token=a&MARK=",
                "loki://h?token=a&MARK=&MARK=",
                "loki://h?token=a&b.MARK=c",
                "loki://h?token=MARK&token=MARK",
                "loki://h?token=MARK%",
                "loki://h?tokn=MARK",
                "loki://h?header.Authorization=MARK&header.Authorization=MARK",
                "loki://h?token=env:FAPILOG_NOT_SET&x=MARK",
                "loki://user:MARK\n@h",
                "loki://user:MARK\u0000@h\u0000",
                "loki://h?token=MARK\n&batch_size=0"
            })
    void anyUri_withASecret_neverShowsIt(String text) {
        assertThat(everythingShown(text.replace("MARK", MARK)))
                .allSatisfy(shown -> assertThat(shown).doesNotContainIgnoringCase(parts()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomUri_withASecret_neverShowsItWhole(long seed) {
        Random random = new Random(seed);
        String[] pieces = {
            "loki",
            "://",
            ":",
            "@",
            "/",
            "?",
            "&",
            "=",
            "#",
            "%",
            "%2",
            "[",
            "]",
            "h",
            "3100",
            "token=",
            "label.",
            " ",
            MARK + "@",
            ":" + MARK,
            "batch_size=0",
            "user:"
        };
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder("loki://user:").append(MARK);
            for (int j = random.nextInt(10); j > 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            text.append("@h");

            assertThat(everythingShown(text.toString()))
                    .as(text.toString())
                    .allSatisfy(shown -> assertThat(shown).doesNotContainIgnoringCase(MARK));
        }
    }

    private static String[] parts() {
        String[] parts = new String[MARK.length() - 2];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = MARK.substring(i, i + 3);
        }
        return parts;
    }

    /** Every text that a user could see. */
    private static List<String> everythingShown(String text) {
        List<String> shown = new ArrayList<>();
        try {
            SinkUri uri = SinkUri.parse(text);
            shown.add(uri.toString());
            Options options = uri.options();
            shown.add(String.valueOf(options.secret("token")));
            options.count("batch_size", 100, 1, 1_000);
            options.duration("timeout", Duration.ofSeconds(10), Duration.ZERO, Duration.ofHours(1));
            options.choice("overflow", Overflow.BLOCK);
            options.prefixed("header");
            options.finish();
        } catch (ConfigurationException e) {
            for (Throwable t = e; t != null; t = t.getCause()) {
                shown.add(t.toString());
            }
            shown.addAll(e.violations());
        }
        return shown;
    }

    private static List<String> violations(SinkUri uri) {
        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, uri.options()::finish);
        return thrown == null ? List.of() : thrown.violations();
    }

    @Test
    void parse_inQuotes_isRefusedWithTheMend() {
        for (String quoted : List.of("\"loki://h?labels=app=a\"", "'stdout'")) {
            assertThatThrownBy(() -> SinkUri.parse(quoted))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("Leave out the quotes around the value");
        }
    }
}
