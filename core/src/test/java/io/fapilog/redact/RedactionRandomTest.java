package io.fapilog.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.Thrown;
import io.fapilog.json.JsonLine;
import io.fapilog.testkit.HostileTexts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random events: whatever stands around a secret, it is in no part of the masked event. */
class RedactionRandomTest {
    private static final String[] ALL = {"redact=credentials,tokens,email,card,iban,ip", "redact_pattern.order=ORD-\\d+"
    };
    /** Pieces of what the rules look for. */
    private static final List<String> BAIT = List.of(
            ":",
            "/",
            "=",
            "://",
            "@",
            "http://",
            "jdbc:oracle:thin:",
            "?a=b&",
            ";",
            "eyJ",
            "Bearer ",
            "-----BEGIN",
            "1234",
            "10.0.0",
            "::");

    private static final List<String> PIECES =
            Stream.concat(HostileTexts.PIECES.stream(), BAIT.stream()).toList();
    /** What follows is the secret, then what follows it. */
    private static final String[][] SECRETS = {
        {" http://joe:", "hunter2hunter2", "@host "},
        {" postgres://joe:", "hunter@:!$'()*+,;=2", "@[::1]:5432/db "},
        {" jdbc:mysql://h/d?password=", "hunter2/;,2", "&x=1 "},
        {" jdbc:sqlserver://h;password=", "hunter2&,?2", ";x=1 "},
        {" jdbc:oracle:thin:scott/", "hunter2:/@2", "@//h:1521/s "},
        {" /login?api_key=", "hunter%20two", " "},
        {" Authorization: Bearer ", "hunter2.two~", " "},
        {" ", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSM_eKKF2-4fw", " "},
        {" ", "ghp_abcdefghijklmnopqrstuvwxyz0123456789", " "},
        {" ", "AKIAIOSFODNN7EXAMPLE", " "},
        {" ", "joe.hunter", "@example.com "},
        {" ", "4111 1111 1111 1111", " "},
        {" ", "DE89 3704 0044 0532 0130 00", " "},
        {" ", "192.168.17.34", " "},
        {" ", "2001:db8:77::abcd", " "},
        {" ", "ORD-471147114711", " "},
    };

    private final JsonLine line = new JsonLine(1 << 24);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void redact_secretInRandomSurroundings_isInNoPart(long seed) {
        Random random = new Random(seed);
        EventRedaction redaction = Redactions.of(ALL);
        for (int i = 0; i < 1_000; i++) {
            String[] secret = SECRETS[random.nextInt(SECRETS.length)];
            String text = surroundings(random) + secret[0] + secret[1] + secret[2] + surroundings(random);
            LogEvent event = event(random, text);

            LogEvent masked = redaction.redact(event);

            assertThat(line(event)).as("seed %d", seed).contains(secret[1]);
            assertThat(line(masked)).as("seed %d, %s", seed, line(event)).doesNotContain(secret[1]);
            assertThat(redaction.failures()).isZero();
            assertThat(redaction.redact(masked).message()).isEqualTo(masked.message());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void redact_wordsWithoutSecrets_returnsTheSameEvent(long seed) {
        Random random = new Random(seed);
        EventRedaction redaction = Redactions.of("redact=credentials,tokens,email,card,iban,ip");
        for (int i = 0; i < 1_000; i++) {
            LogEvent event = event(random, words(random));

            assertThat(redaction.redact(event))
                    .as("seed %d, %s", seed, line(event))
                    .isSameAs(event);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:/",
                "://",
                ":///",
                "@",
                "a@",
                "://a:b",
                "://a:b/",
                "http://a:b/c@d ",
                "oracle:",
                "oracle:thin:",
                "oracle:a/",
                "=",
                "a=",
                "&password=",
                ";password={",
                ";password=\"",
                "?",
                "1",
                "1-",
                "123 ",
                "1234 ",
                "1.",
                "1:",
                ":",
                "::",
                "a::",
                "eyJ",
                "eyJ-",
                "eyJ.eyJ",
                "-eyJ.eyJa",
                "ghp_",
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY",
                "-",
                "bearer ",
                "bearer",
                "authorization",
                "authorization: ",
                "aws_secret_",
                "aws_secret=",
                "AKIA",
                "DE89",
                "DE89 ",
                "\uD83D",
                "\uDE00\uD83D",
                "\u0000",
                "\u2028",
                "\"",
                "xoxb-",
                "hooks.slack.com/",
                "a.b@c.d",
                ".@.",
                "%",
                "(password=",
                ",",
            })
    void redact_hugeTextOfOneUnit_ends(String unit) {
        EventRedaction redaction = Redactions.of("redact=credentials,tokens,email,card,iban,ip");
        String text = unit.repeat((240 << 10) / unit.length());

        for (String each : List.of(text, text + " x", "http://" + text, "日" + text)) {
            LogEvent masked = redaction.redact(
                    LogEvent.builder(Level.INFO, "l", each).attribute("a", each).build());
            assertThat(masked.message()).isNotEqualTo("[redaction failed]");
        }
        assertThat(redaction.failures()).isZero();
    }

    /** An event with {@code text} in one of its parts. */
    private static LogEvent event(Random random, String text) {
        LogEvent.Builder builder =
                LogEvent.builder(Level.INFO, "logger", "message").thread("main");
        switch (random.nextInt(9)) {
            case 0 -> builder.message(text);
            case 1 -> builder.messageBuffer().append(text);
            case 2 -> builder.context("field", text);
            case 3 -> builder.attribute("field", text);
            case 4 -> builder.thread(text);
            case 5 -> builder.throwable(new IllegalStateException(text));
            case 6 -> builder.throwable(new IllegalStateException("x", new IllegalStateException(text)));
            case 7 -> builder.thrown(Thrown.recorded("T", "m", text, new StackTraceElement[0], 0, List.of(), null));
            default -> builder.rendered(new LogEvent.Rendered("T", text, "T: " + text));
        }
        return builder.build();
    }

    /** Never ends with a part of a word, and has no quote that closes. */
    private static String surroundings(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(
                    random.nextInt(5) == 0
                            ? String.valueOf((char) random.nextInt(0x10000))
                            : PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.append(" ").toString();
    }

    private static String words(Random random) {
        String[] words = {
            "order",
            "10:15:30",
            "a=b",
            "http://host:8080/path?x=1",
            "1.2.3",
            "user",
            "日本",
            "4711",
            "token_count=3",
            "a/b@c",
            "(x)",
            "[y]",
            "Bearer",
            "eyJ",
            "'z'",
            "mailto:a@b",
            "C:\\temp",
            "std::string",
            "2026-11-22T10:15:30Z",
            "key:o",
            "-",
        };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(words[random.nextInt(words.length)]).append(' ');
        }
        return text.append('.').toString();
    }

    private String line(LogEvent event) {
        line.encode(event, event.timestamp());
        return new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
    }
}
