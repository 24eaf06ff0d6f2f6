package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fapilog.config.QueueOptions;
import io.fapilog.testkit.RecordingDiagnostics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The text settings of a builder, as adapters use them. */
class FapilogBuilderTest {
    private final RecordingDiagnostics diagnostics = new RecordingDiagnostics();
    private final List<Fapilog> started = new ArrayList<>();

    @AfterEach
    void close() {
        started.forEach(Fapilog::close);
    }

    @Test
    void setting_nameInAnySpelling_isTheSetting() {
        start(builder()
                .setting("queueMaxsize", "5")
                .setting("buffer", "1MiB")
                .setting("overflow", "block")
                .setting("block-timeout", "7ms")
                .setting("QUEUE_OVERFLOW", "drop_newest")
                .sink(defaults -> {
                    assertThat(defaults.queue())
                            .isEqualTo(new QueueOptions(5, 1 << 20, Overflow.DROP_NEWEST, Duration.ofMillis(7)));
                    return FakeSink.plan(defaults.queue(), new ArrayList<>());
                }));
    }

    @Test
    void environment_notToBeRead_countsForNothing() {
        List<String> services = new ArrayList<>();
        start(builder()
                .environment(Map.of("FAPILOG_SERVICE", "shop"), Map.of())
                .environment(false)
                .sink(defaults -> {
                    services.add(defaults.service());
                    return FakeSink.plan(defaults.queue(), new ArrayList<>());
                }));
        assertThat(services).isNotEmpty().doesNotContain("shop");
    }

    @Test
    void redactNone_ofSeveralSinks_isToldOnce() {
        start(builder().setting("redact", "none").sink("stdout").sink("stdout"));
        await().until(() -> !diagnostics.infos.isEmpty());
        assertThat(diagnostics.infos)
                .containsExactly("redact=none is set: passwords and other secrets in events are not masked for stdout,"
                        + " stdout");
    }

    @Test
    void closeTimeout_given_isShown() {
        assertThat(start(builder().setting("closeTimeout", "7s").setting("enabled", "false"))
                        .closeTimeout())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void setting_switchedOff_startsNothing() {
        assertThat(start(builder().setting("enabled", "0").sinks("stdout")).stats())
                .isEmpty();
    }

    @Test
    void start_unknownSettingAndStrayOption_listsBoth() {
        assertThatThrownBy(() -> builder()
                        .setting("queueMaxsiz", "5")
                        .option("format", "json")
                        .sinks("stdout")
                        .start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("unknown setting queueMaxsiz; did you mean queue_maxsize?")
                .hasMessageContaining("the option format does not follow a sink with a name or URI");
    }

    @Test
    void option_belongsToTheSinkNamedLast_andIsEscaped() {
        assertThatThrownBy(() -> builder()
                        .sink("stdout")
                        .sinks("stdout?format=json")
                        .option("over flow", "block")
                        .start())
                .hasMessage("stdout: unknown parameter over flow; did you mean overflow?");
    }

    @Test
    void sinks_ofAllKinds_startInTheOrderOfTheCalls() {
        SinkSource first = defaults -> FakeSink.plan("first", defaults.queue(), new ArrayList<>());
        SinkSource third = defaults -> FakeSink.plan("third", defaults.queue(), new ArrayList<>());
        Fapilog fapilog = start(builder().sink(first).sink("stdout").sink(third).sinks("stdout,stdout"));
        assertThat(fapilog.stats())
                .extracting(SinkStats::sink)
                .containsExactly("first", "stdout", "third", "stdout", "stdout");
    }

    @Test
    void option_afterASinkMadeInCode_isAViolation() {
        SinkSource source = defaults -> FakeSink.plan("made", defaults.queue(), new ArrayList<>());
        assertThatThrownBy(() -> builder()
                        .sink("stdout")
                        .sink(source)
                        .option("format", "json")
                        .start())
                .hasMessageContaining("the option format does not follow a sink with a name or URI");
    }

    @Test
    void option_afterAList_belongsToItsLastSink() {
        assertThatThrownBy(() -> builder()
                        .sinks("stdout,stdout?format=json")
                        .option("format", "json")
                        .start())
                .hasMessage("stdout: format is given more than once; keep one");
    }

    @Test
    void sinks_moduleMissing_isReportedAndTheOthersWork() {
        Fapilog fapilog = start(builder().sinks("loki://u:secret@loki,stdout"));
        assertThat(fapilog.stats()).extracting(SinkStats::sink).containsExactly("stdout");
        await().until(() -> !diagnostics.warnings.isEmpty());
        assertThat(diagnostics.warnings)
                .singleElement()
                .asString()
                .contains("io.fapilog:fapilog-loki")
                .doesNotContain("secret");
    }

    @Test
    void sinks_allModulesMissing_startsWithoutAny() {
        assertThat(start(builder().sinks("loki://loki")).stats()).isEmpty();
    }

    private Fapilog start(FapilogBuilder builder) {
        Fapilog fapilog = builder.start();
        started.add(fapilog);
        return fapilog;
    }

    private FapilogBuilder builder() {
        return new FapilogBuilder().environment(Map.of(), Map.of()).diagnostics(diagnostics);
    }
}
