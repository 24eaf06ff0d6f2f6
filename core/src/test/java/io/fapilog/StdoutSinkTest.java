package io.fapilog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.config.QueueOptions;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Sink;
import io.fapilog.testkit.ManualTime;
import io.fapilog.testkit.RecordingDiagnostics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StdoutSinkTest {
    private final ManualTime time = new ManualTime();
    private final RecordingDiagnostics diagnostics = new RecordingDiagnostics();
    private final SinkLedger ledger = new SinkLedger(new ManualTime());
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StdoutSink sink = new StdoutSink(
            new PrintStream(bytes, false, UTF_8),
            StdoutSink.jsonLines(),
            new FakeContext(time, ledger, diagnostics, () -> {}));

    @Test
    void doWork_writesOneJsonLineAnEvent() {
        sink.append(event("first"));
        sink.append(event("sec\nond"));
        assertThat(sink.wakeAt()).isGreaterThan(1);
        sink.doWork(time.ticks());
        String[] lines = bytes.toString(UTF_8).split("\n");
        assertThat(lines).hasSize(2);
        assertThat(JsonMapper.shared().readTree(lines[1]).get("message").asString())
                .isEqualTo("sec\nond");
        assertThat(sink.settledThrough()).isEqualTo(2);
        assertThat(sink.pendingBytes()).isZero();
    }

    @Test
    void doWork_secondWriteWaitsForTheInterval() {
        sink.append(event("first"));
        sink.doWork(time.ticks());
        sink.append(event("second"));
        assertThat(sink.doWork(time.ticks())).isZero();
        assertThat(sink.untilWork(time.ticks())).isEqualTo(Duration.ofMillis(20).toNanos());
        time.advance(Duration.ofMillis(20));
        assertThat(sink.doWork(time.ticks())).isPositive();
    }

    @Test
    void flush_writesAtOnce() {
        sink.append(event("first"));
        sink.doWork(time.ticks());
        sink.append(event("second"));
        sink.flush();
        assertThat(sink.doWork(time.ticks())).isPositive();
        assertThat(sink.pendingBytes()).isZero();
    }

    @Test
    void doWork_brokenOutput_isCountedAndReported() {
        PrintStream broken = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        });
        StdoutSink failing =
                new StdoutSink(broken, StdoutSink.jsonLines(), new FakeContext(time, ledger, diagnostics, () -> {}));
        failing.append(event("lost"));
        failing.doWork(time.ticks());
        assertThat(new EventQueue(QueueOptions.DEFAULT, ledger)
                        .stats("s")
                        .events()
                        .dropped())
                .containsEntry(DropReason.WRITE_FAILED, 1L);
        assertThat(diagnostics.warnings).hasSize(1);
    }

    @Test
    void dropOldestAndClose_settleWhatIsHeld() {
        sink.append(event("a"));
        assertThat(sink.dropOldest()).isEqualTo(1);
        assertThat(sink.dropOldest()).isZero();
        sink.append(event("b"));
        sink.close();
        assertThat(new EventQueue(QueueOptions.DEFAULT, ledger)
                        .stats("s")
                        .events()
                        .dropped())
                .containsEntry(DropReason.OVERFLOW, 1L)
                .containsEntry(DropReason.CLOSED, 1L);
        assertThat(bytes.size()).isZero();
    }

    @Test
    void pretty_showsTheEventForPeople() {
        LogEvent event = LogEvent.builder(Level.WARN, "shop.Orders", "late\u001b[2J")
                .context(Map.of("user", "ann"))
                .attribute("n", 3)
                .throwable(new IllegalStateException("boom"))
                .thread("main")
                .build();
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        new PrettyLine(false).write(event, plain);
        assertThat(plain.toString(UTF_8))
                .contains("WARN  shop.Orders [main] late\uFFFD[2J user=ann n=3\n")
                .contains("java.lang.IllegalStateException: boom\n\tat ")
                .doesNotContain("\u001b");
        ByteArrayOutputStream coloured = new ByteArrayOutputStream();
        new PrettyLine(true).write(event, coloured);
        assertThat(coloured.toString(UTF_8)).contains("\u001b[33mWARN");
    }

    @Test
    void pretty_whateverTheField_bringsNoControlCharacterToTheTerminal() {
        StringBuilder hostile = new StringBuilder("a");
        for (char c = 0; c < 0xA0; c++) {
            if (Character.isISOControl(c)) {
                hostile.append(c);
            }
        }
        hostile.append("\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069z");
        String text = hostile.toString();
        RuntimeException thrown = new RuntimeException(text, new RuntimeException(text));
        thrown.addSuppressed(new RuntimeException(text));
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement(text, text, text, 1)});
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new PrettyLine(false)
                .write(
                        LogEvent.builder(Level.WARN, text, text)
                                .thread(text)
                                .context(Map.of(text, text))
                                .attribute(text, text)
                                .throwable(thrown)
                                .build(),
                        out);
        new PrettyLine(false)
                .write(
                        LogEvent.builder(Level.WARN, "l", "m")
                                .rendered(new LogEvent.Rendered(text, text, text))
                                .build(),
                        out);

        assertThat(out.toString(UTF_8))
                .contains("a\uFFFD", "\uFFFDz", "\n\tat ")
                .doesNotContainPattern("[\\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069&&[^\n\t]]");
    }

    @Test
    void pretty_hugeEvent_isCut() {
        String huge = "x".repeat(3 << 20);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new PrettyLine(false)
                .write(
                        LogEvent.builder(Level.WARN, "l", huge)
                                .throwable(new RuntimeException(huge))
                                .build(),
                        out);

        assertThat(out.size()).isBetween(2 << 20, (2 << 20) + 1_000);
    }

    @Test
    void provider_readsItsOptions() {
        Sink.Defaults defaults = new Sink.Defaults("s", QueueOptions.DEFAULT, ConsoleFormat.AUTO);
        assertThat(new StdoutSinkProvider()
                        .plan(SinkUri.parse("stdout?format=pretty&buffer=1MiB&overflow=block"), defaults)
                        .queue())
                .isEqualTo(new QueueOptions(65_536, 1 << 20, Overflow.BLOCK, Duration.ofMillis(100)));
    }

    private static LogEvent event(String message) {
        return LogEvent.builder(Level.INFO, "test", message).build();
    }
}
