package io.fapilog.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.Thrown;
import io.fapilog.config.RedactSettings;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventRedactionTest {
    private static final String URL = "http://u:hunter2@host";
    private static final String MASKED = "http://u:***@host";

    private final EventRedaction redaction = Redactions.of();

    @Test
    void redact_nothingToMask_returnsTheSameEvent() {
        LogEvent.Builder builder = LogEvent.builder(Level.INFO, "l", "");
        builder.messageBuffer().append("GET http://host/?a=b took 3 ms");
        LogEvent event = builder.context(Map.of("user", "joe", "url", "http://host"))
                .attribute("n", 1)
                .attribute("none", null)
                .attribute("password", "")
                .attribute("token", null)
                .throwable(new IllegalStateException("broken", new RuntimeException("cause")))
                .build();

        assertThat(redaction.redact(event)).isSameAs(event);
        assertThat(redaction.redact(event)).isSameAs(event);
    }

    @Test
    void redact_messageAsBytesOrString_isMasked() {
        LogEvent.Builder builder =
                LogEvent.builder(Level.WARN, "l", "").timestamp(5).thread("t");
        for (String text : List.of(URL, "ünï " + URL, "日本 " + URL, "x".repeat(5_000) + URL)) {
            builder.messageBuffer().append(text);
            LogEvent asBytes = builder.build();
            LogEvent asString = builder.message(text).build();

            for (LogEvent event : List.of(asBytes, asString)) {
                LogEvent masked = redaction.redact(event);
                assertThat(masked.message()).isEqualTo(text.replace(URL, MASKED));
                assertThat(masked).returns(5L, LogEvent::timestamp).returns("l", LogEvent::logger);
                assertThat(masked).returns("t", LogEvent::thread).returns(Level.WARN, LogEvent::level);
            }
        }
    }

    @Test
    void redact_fields_areMaskedByNameAndText() {
        LogEvent event = LogEvent.builder(Level.INFO, "l", "m")
                .context("user", "joe")
                .context("session_id", "abc")
                .attribute("url", URL)
                .attribute("pwd", 4711)
                .attribute("secret", true)
                .attribute("n", 1)
                .attribute("token_count", 5)
                .build();

        LogEvent masked = redaction.redact(event);

        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        masked.forEachField(fields::put);
        assertThat(fields)
                .hasToString("{user=joe, session_id=***, url=" + MASKED + ", pwd=***, secret=***, n=1, token_count=5}");
        assertThat(masked.context()).containsOnlyKeys("user", "session_id");
        assertThat(masked.message()).isEqualTo("m");
    }

    @Test
    void redact_threadName_isMasked() {
        LogEvent event =
                LogEvent.builder(Level.INFO, "l", "m").thread("GET " + URL).build();

        assertThat(redaction.redact(event).thread()).isEqualTo("GET " + MASKED);
    }

    @Test
    void redact_placesOfFormerEvents_areKnownAndOthersAreLookedAt() {
        LogEvent.Builder builder = LogEvent.builder(Level.INFO, "l", "m");
        String huge = "x".repeat(10_000);
        List<Map<String, String>> contexts = List.of(
                Map.of("user", "joe"), Map.of("user", URL), Map.of("session", "a"), Map.of("user", huge), Map.of());
        for (int i = 0; i < 1_000; i++) {
            Map<String, String> context = contexts.get(i / 2 % contexts.size());
            builder.begin(Level.INFO, "l").thread("t" + i % 3 + (i % 7 == 0 ? URL : ""));
            LogEvent event = builder.context(context).build();

            LogEvent masked = redaction.redact(event);

            assertThat(masked.thread()).isEqualTo(event.thread().replace("hunter2", "***"));
            String expected = context.toString().replace("hunter2", "***").replace("session=a", "session=***");
            assertThat(masked.context()).hasToString(expected);
            assertThat(masked == event).isEqualTo(i % 7 != 0 && expected.equals(context.toString()));
        }
    }

    @Test
    void redact_wholeTreeOfTheException_isMasked() {
        IllegalStateException top = new IllegalStateException("top", new RuntimeException("cause " + URL));
        RuntimeException suppressed = new Titled("suppressed " + URL);
        suppressed.initCause(new RuntimeException("deep " + URL));
        top.addSuppressed(new RuntimeException("clean"));
        top.addSuppressed(suppressed);
        LogEvent event = LogEvent.builder(Level.ERROR, "l", "m").throwable(top).build();

        Thrown masked = Objects.requireNonNull(redaction.redact(event).thrown());
        Thrown before = Objects.requireNonNull(event.thrown());

        assertThat(texts(masked))
                .isEqualTo(texts(before).replace("hunter2", "***"))
                .doesNotContain("hunter2");
        assertThat(texts(before)).contains("hunter2");
        assertThat(masked.suppressed().get(0)).isSameAs(before.suppressed().get(0));
    }

    @Test
    void redact_noteOfACircularException_isMasked() {
        RuntimeException cyclic = new RuntimeException("cyclic");
        cyclic.initCause(new RuntimeException(URL, cyclic));
        RuntimeException other = new RuntimeException(URL);
        other.addSuppressed(new RuntimeException("x", other));
        for (Throwable each : List.of(cyclic, other)) {
            LogEvent event =
                    LogEvent.builder(Level.ERROR, "l", "m").throwable(each).build();
            assertThat(texts(Objects.requireNonNull(redaction.redact(event).thrown())))
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void redact_renderedException_isMasked() {
        LogEvent event = LogEvent.builder(Level.ERROR, "l", "m")
                .rendered(new LogEvent.Rendered("T", URL, "T: " + URL + "\n\tat a.b(C.java:1)\n"))
                .build();

        assertThat(redaction.redact(event).rendered())
                .isEqualTo(new LogEvent.Rendered("T", MASKED, "T: " + MASKED + "\n\tat a.b(C.java:1)\n"));
        LogEvent clean = LogEvent.builder(Level.ERROR, "l", "m")
                .rendered(new LogEvent.Rendered("T", null, "T"))
                .build();
        assertThat(redaction.redact(clean)).isSameAs(clean);
    }

    @Test
    void value_nested_isMaskedAtEveryDepth() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("user", "joe");
        map.put("password", "hunter2");
        map.put("none", null);
        map.put("urls", Arrays.asList("a", null, URL, Map.of("token", List.of(1, 2))));
        map.put("n", 1.5);

        assertThat(redaction.value("outer", map))
                .hasToString("{user=joe, password=***, none=null, urls=[a, null, " + MASKED + ", {token=***}], n=1.5}");
        assertThat(map).containsEntry("password", "hunter2");
        assertThat(redaction.value("credentials", map)).isEqualTo("***");
    }

    @Test
    void value_nothingToMaskOrEmpty_isTheSame() {
        Map<String, Object> clean = Map.of("a", List.of("b", Map.of("c", 1)));

        assertThat(redaction.value("x", clean)).isSameAs(clean);
        for (Object empty : List.of("", "***", Map.of(), List.of())) {
            assertThat(redaction.value("password", empty)).isSameAs(empty);
        }
        assertThat(redaction.value("password", null)).isNull();
        assertThat(redaction.value("password", Map.of("a", 1))).isEqualTo("***");
        assertThat(redaction.value("password", List.of(1))).isEqualTo("***");
    }

    @Test
    void value_sameTextUnderAnotherName_isDecidedByTheName() {
        String text = "abc";

        assertThat(redaction.value("user", text)).isSameAs(text);
        assertThat(redaction.value("password", text)).isEqualTo("***");
        assertThat(redaction.value("user", text)).isSameAs(text);
    }

    @Test
    void redact_faultInTheMasking_failsClosedIsCountedAndToldOnce() {
        List<String> told = new ArrayList<>();
        EventRedaction failing =
                new EventRedaction(RedactSettings.DEFAULT, (key, sentence) -> told.add(key + ": " + sentence));
        LogEvent event = tooDeep();

        for (int i = 1; i <= 2; i++) {
            LogEvent failed = failing.redact(event);

            assertThat(failed.message()).isEqualTo("[redaction failed]");
            assertThat(failed).returns(7L, LogEvent::timestamp).returns("l", LogEvent::logger);
            assertThat(failed).returns(Level.ERROR, LogEvent::level).returns("-", LogEvent::thread);
            assertThat(failed.thrown()).isNull();
            failed.forEachField((name, value) -> assertThat(name).isNull());
            assertThat(failing.failures()).isEqualTo(i);
        }
        assertThat(told)
                .containsExactly("redact: the masking failed (java.lang.StackOverflowError); such events are sent as "
                        + "[redaction failed]");
        LogEvent good = LogEvent.builder(Level.INFO, "l", URL).build();
        assertThat(failing.redact(good).message()).isEqualTo(MASKED);
    }

    @Test
    void redact_listenerThrows_failsClosed() {
        EventRedaction failing =
                new EventRedaction(Redactions.settings("redact_pattern.a=a*a*a*a*a*b"), (key, sentence) -> {
                    throw new IllegalStateException();
                });
        LogEvent event = LogEvent.builder(Level.INFO, "l", "a".repeat(60) + "!").build();

        assertThat(failing.redact(event).message()).isEqualTo("[redaction failed]");
        assertThat(failing.redact(tooDeep()).message()).isEqualTo("[redaction failed]");
        assertThat(failing.failures()).isEqualTo(2);
    }

    /** An event with more nested exceptions than any stack has room for. */
    private static LogEvent tooDeep() {
        Thrown thrown = Thrown.note("hunter2");
        for (int i = 0; i < 200_000; i++) {
            thrown = Thrown.recorded("T", "m", null, new StackTraceElement[0], 0, List.of(), thrown);
        }
        return LogEvent.builder(Level.ERROR, "l", "m")
                .timestamp(7)
                .attribute("a", "b")
                .thrown(thrown)
                .build();
    }

    private static String texts(Thrown thrown) {
        StringBuilder all = new StringBuilder();
        all.append(thrown.type())
                .append('|')
                .append(thrown.message())
                .append('|')
                .append(thrown.title());
        all.append('|').append(thrown.frames()).append('|').append(thrown.moreFrames());
        thrown.suppressed().forEach(each -> all.append("\ns ").append(texts(each)));
        Thrown cause = thrown.cause();
        return cause == null ? all.toString() : all + "\nc " + texts(cause);
    }

    /** An exception whose first line has more than type and message. */
    @SuppressWarnings("OverrideThrowableToString") // exceptions of applications do
    private static final class Titled extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        Titled(String message) {
            super(message);
        }

        @Override
        public String toString() {
            return "titled " + getMessage() + " end";
        }
    }
}
