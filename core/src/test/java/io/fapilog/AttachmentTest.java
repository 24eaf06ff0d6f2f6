package io.fapilog;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttachmentTest extends DrivenFapilog {
    @Test
    void start_ofItsOwn_logsTheTranslationUntilTheStop() {
        Attachment attachment = attachment(null);
        assertThat(attachment.start("the appender LOKI", this::configure)).isTrue();
        remember(attachment.fapilog());
        assertThat(attachment.log("hello", AttachmentTest::event)).isNull();
        assertThat(attachment.log("nothing", (text, to) -> null)).isNull();
        assertThat(attachment.stop(LONG)).isTrue();
        assertThat(attachment.log("late", AttachmentTest::event)).isNull();
        assertThat(attachment.fapilog()).isNull();
        assertThat(sinks.get(0).messages()).containsExactly("hello");
    }

    @Test
    void start_wrongConfiguration_isReportedAndStaysOff() {
        Attachment attachment = attachment(null);
        assertThat(attachment.start("the appender LOKI", builder -> builder.sink("loki:/")))
                .isFalse();
        await().untilAsserted(() -> assertThat(diagnostics.warnings)
                .anySatisfy(warning -> assertThat(warning).startsWith("the appender LOKI stays off: ")));
        assertThat(attachment.log("hello", AttachmentTest::event)).isNull();
        attachment.stop();
        assertThat(attachment.stop(LONG)).isTrue();
    }

    @Test
    void stop_withoutTimeout_deliversInTheBackground() {
        Attachment attachment = attachment(null);
        attachment.start("the appender LOKI", this::configure);
        remember(attachment.fapilog());
        attachment.log("hello", AttachmentTest::event);
        attachment.stop();
        await().untilAsserted(() -> assertThat(sinks.get(0).messages()).containsExactly("hello"));
    }

    @Test
    void stop_theSharedPipeline_staysOpen() {
        Fapilog shared = start(builder(Map.of()).sink(fake()));
        Attachment attachment = attachment(shared);
        assertThat(attachment.start("the appender LOKI", builder -> {})).isTrue();
        attachment.log("first", AttachmentTest::event);
        attachment.stop();
        assertThat(shared.log(event("second"))).isTrue();
        assertThat(shared.flush(LONG)).isTrue();
        assertThat(sinks.get(0).messages()).containsExactly("first", "second");
    }

    @Test
    void log_withinATranslation_keepsBothEvents() {
        Attachment attachment = attachment(null);
        attachment.start("the appender LOKI", this::configure);
        attachment.log("outer", (text, to) -> {
            to.begin(Level.INFO, "test").messageBuffer().append(text).append(' ');
            to.attribute("a", 1);
            attachment.log("inner", AttachmentTest::event);
            return to.attribute("b", 2).build();
        });
        assertThat(attachment.log("next", AttachmentTest::event)).isNull();
        assertThat(attachment.stop(LONG)).isTrue();
        assertThat(sinks.get(0).messages()).containsExactly("inner", "outer ", "next");
    }

    @Test
    void log_aTranslationThatThrows_isReturnedAndReported() {
        Attachment attachment = attachment(start(builder(Map.of()).sink(fake())));
        attachment.start("the appender LOKI", builder -> {});
        IllegalStateException failure = new IllegalStateException("secret");
        Throwable thrown = attachment.log("hello", (text, to) -> {
            throw failure;
        });
        assertThat(thrown).isSameAs(failure);
        await().untilAsserted(() -> assertThat(diagnostics.warnings)
                .contains("an event could not be taken: java.lang.IllegalStateException"));
    }

    private Attachment attachment(@Nullable Fapilog shared) {
        return new Attachment(diagnostics, shared);
    }

    private void configure(FapilogBuilder builder) {
        builder.environment(Map.of(), Map.of()).sink(fake());
    }

    private void remember(@Nullable Fapilog fapilog) {
        started.add(Objects.requireNonNull(fapilog));
    }

    private static LogEvent event(String message, LogEvent.Builder to) {
        return to.begin(Level.INFO, "test").message(message).build();
    }
}
