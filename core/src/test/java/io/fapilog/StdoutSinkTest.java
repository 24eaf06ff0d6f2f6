package io.fapilog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fapilog.config.LineOptions;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class StdoutSinkTest {
    private static final LineOptions LINE = LineOptions.of(StdoutSink.LONGEST_LINE);

    private final ManualTime time = new ManualTime();
    private final RecordingDiagnostics diagnostics = new RecordingDiagnostics();
    private final SinkLedger ledger = new SinkLedger(new ManualTime());
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream descriptor = new ByteArrayOutputStream();
    private final StdoutSink sink = new StdoutSink(
            new StandardOutput(new PrintStream(bytes, false, UTF_8), descriptor),
            StdoutSink.jsonLines(LINE),
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
        StdoutSink failing = sink(broken, descriptor);
        failing.append(event("lost"));
        failing.doWork(time.ticks());
        assertThat(dropped(DropReason.WRITE_FAILED)).isEqualTo(1);
        assertThat(diagnostics.warnings).hasSize(1);
    }

    @Test
    void doWork_afterAnError_writesToTheDescriptorOnALineOfItsOwnAndCountsAsDelivered() {
        FullDisk disk = new FullDisk();
        disk.room = 0;
        StdoutSink recovering = sink(new PrintStream(disk), disk);
        write(recovering, "lost");
        disk.room = 30;
        write(recovering, "torn");
        disk.room = Integer.MAX_VALUE;
        write(recovering, "first");
        write(recovering, "second");
        assertThat(stats().delivered()).isEqualTo(2);
        assertThat(dropped(DropReason.WRITE_FAILED)).isEqualTo(2);
        List<String> lines = disk.toString().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(2)).startsWith("{").contains("\"message\":\"first\"");
        assertThat(lines.get(3)).startsWith("{").contains("\"message\":\"second\"");
    }

    @Test
    void doWork_diskFullWithinManyLines_countsThoseBeforeItAsDelivered() {
        FullDisk disk = new FullDisk();
        disk.room = 50_000;
        StdoutSink failing = sink(new PrintStream(disk), disk);
        for (int i = 0; i < 1_000; i++) {
            failing.append(event("a line of some length"));
        }
        failing.doWork(time.ticks());
        long written =
                disk.toString().lines().filter(line -> line.endsWith("}")).count();
        assertThat(stats().delivered()).isPositive().isBetween(written - 80, written);
        assertThat(stats().delivered() + dropped(DropReason.WRITE_FAILED)).isEqualTo(1_000);
        assertThat(failing.settledThrough()).isEqualTo(1_000);
        assertThat(diagnostics.warnings).hasSize(1);
    }

    @Test
    void doWork_replacedStreamThrows_costsOnlyWhatItWasGiven() {
        PrintStream hostile = new PrintStream(descriptor) {
            @Override
            public void write(byte[] buf, int off, int len) {
                throw new IllegalStateException("hostile");
            }
        };
        StdoutSink failing = sink(hostile, descriptor);
        write(failing, "lost");
        assertThat(dropped(DropReason.WRITE_FAILED)).isEqualTo(1);
        assertThat(failing.pendingBytes()).isZero();
    }

    @Test
    void append_formatThrows_leavesNoPartOfTheLine() {
        StdoutSink.Format hostile = (event, out) -> {
            out.writeBytes(event.message().getBytes(UTF_8));
            if (event.message().equals("bad")) {
                throw new IllegalStateException("hostile");
            }
            out.write('\n');
        };
        StdoutSink failing = new StdoutSink(
                new StandardOutput(new PrintStream(bytes, false, UTF_8), descriptor),
                hostile,
                new FakeContext(time, ledger, diagnostics, () -> {}));
        failing.append(event("one"));
        assertThatThrownBy(() -> failing.append(event("bad"))).isInstanceOf(IllegalStateException.class);
        failing.append(event("two"));
        failing.doWork(time.ticks());
        assertThat(bytes.toString(UTF_8)).isEqualTo("one\ntwo\n");
        assertThat(stats().delivered()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {64 << 10, 32 << 20})
    void worker_stackTracesAndAFastReader_dropsNone(long buffer) {
        QueueOptions options = new QueueOptions(65_536, buffer, Overflow.DROP_OLDEST, Duration.ZERO);
        EventQueue queue = new EventQueue(options, ledger);
        PrintStream fast = new PrintStream(OutputStream.nullOutputStream());
        QueueWorker worker = new QueueWorker(
                "stdout",
                queue,
                DrivenWorker.stage(ledger),
                sink(fast, descriptor),
                options,
                ledger,
                time,
                diagnostics);
        LogEvent trace = LogEvent.builder(Level.ERROR, "test", "boom")
                .throwable(new IllegalStateException("x".repeat(9_000)))
                .build();
        for (int i = 0; i < 7_000; i++) {
            if (queue.isHalfFull()) {
                while (worker.doWork() > 0) {
                    assertThat(queue.stats("s").buffer().bytes()).isLessThanOrEqualTo(2 * buffer);
                }
            }
            queue.offer(trace);
        }
        CompletableFuture<Void> flush = worker.flush();
        while (worker.doWork() > 0) {
            time.advance(Duration.ofMillis(1));
        }
        assertThat(flush).isDone();
        assertThat(stats().delivered()).isEqualTo(7_000);
    }

    @Test
    void close_dropsWhatIsHeld_dropOldestNothingThatCanBeWritten() {
        sink.append(event("a"));
        assertThat(sink.dropOldest()).isZero();
        sink.close();
        assertThat(dropped(DropReason.CLOSED)).isEqualTo(1);
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
        new PrettyLine(false, LINE).write(event, plain);
        assertThat(plain.toString(UTF_8))
                .contains("WARN  shop.Orders [main] late\uFFFD[2J user=ann n=3\n")
                .contains("java.lang.IllegalStateException: boom\n\tat ")
                .doesNotContain("\u001b");
        ByteArrayOutputStream coloured = new ByteArrayOutputStream();
        new PrettyLine(true, LINE).write(event, coloured);
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

        new PrettyLine(false, LINE)
                .write(
                        LogEvent.builder(Level.WARN, text, text)
                                .thread(text)
                                .context(Map.of(text, text))
                                .attribute(text, text)
                                .throwable(thrown)
                                .build(),
                        out);
        new PrettyLine(false, LINE)
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

        new PrettyLine(false, LINE)
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

    private StdoutSink sink(PrintStream out, OutputStream descriptor) {
        return new StdoutSink(
                new StandardOutput(out, descriptor),
                StdoutSink.jsonLines(LINE),
                new FakeContext(time, ledger, diagnostics, () -> {}));
    }

    private void write(StdoutSink sink, String message) {
        sink.append(event(message));
        sink.flush();
        sink.doWork(time.ticks());
    }

    private SinkStats.Events stats() {
        return new EventQueue(QueueOptions.DEFAULT, ledger).stats("s").events();
    }

    private long dropped(DropReason reason) {
        return stats().dropped().getOrDefault(reason, 0L);
    }

    private static LogEvent event(String message) {
        return LogEvent.builder(Level.INFO, "test", message).build();
    }

    /** A file on a disk with some room: what does not fit is written up to there, and the write fails. */
    private static final class FullDisk extends OutputStream {
        int room;
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            int fits = Math.min(room, count);
            written.write(bytes, from, fits);
            room -= fits;
            if (fits < count) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public String toString() {
            return written.toString(UTF_8);
        }
    }
}
