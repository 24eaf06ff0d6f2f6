package io.fapilog.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.Reply;
import io.fapilog.testkit.Child;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a process: it is never held up, and what is logged until then arrives. */
class EndingTest {
    private static final Pattern MESSAGE = Pattern.compile("\"message\":\"([^\"]*)\"");
    private static final List<String> STOPPING = Stream.concat(
                    IntStream.range(0, 10).mapToObj(i -> "stopping " + i), Stream.of("stopped"))
            .toList();

    private final DevLoki loki = DevLoki.start();

    @AfterEach
    void stop() {
        loki.close();
    }

    @Test
    void systemExit_aPipeThatNobodyReads_ends() throws Exception {
        assertEnds(startUnread("flood", "stdout"));
    }

    @Test
    void sigterm_aPipeThatNobodyReads_ends() throws Exception {
        Process process = startUnread("flood-and-wait", "stdout," + sink());
        await().atMost(Duration.ofMinutes(1)).until(() -> loki.entries().size() == 5_000);
        process.destroy();
        assertEnds(process);
    }

    @Test
    void refusedPush_aPipeThatNobodyReads_goesOn() throws Exception {
        Process process = startUnread("flood-and-wait", "stdout," + sink() + "&backoff_min=10ms");
        try {
            loki.script().next(Reply.status(503));
            await().atMost(Duration.ofMinutes(1)).until(() -> loki.entries().size() == 5_000);
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hook", "first-in-hook"})
    void hook_logsAtTheExit_allArrives(String mode) throws Exception {
        Child child = Child.run(EndingApplication.class, environment(sink()), List.of(), mode);
        assertThat(child.exit()).as("%s", child).isZero();
        assertThat(messages()).as("%s", child).containsAll(STOPPING);
        assertThat(child.out()).contains("threads=1");
    }

    @Test
    void hook_logsAfterSigterm_allArrives() throws Exception {
        Process process = startUnread("hook-and-wait", sink());
        await().atMost(Duration.ofMinutes(1)).until(() -> messages().contains("started"));
        process.destroy();
        assertEnds(process);
        assertThat(messages()).containsAll(STOPPING);
    }

    @Test
    void close_ofAnotherThreadWhileTheJvmEnds_delivers() throws Exception {
        loki.script().next(Reply.real().delay(Duration.ofMillis(500)));
        Child child = Child.run(EndingApplication.class, environment(sink()), List.of(), "closed-meanwhile");
        assertThat(child.exit()).as("%s", child).isZero();
        assertThat(messages())
                .as("%s", child)
                .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "line " + i).toList());
    }

    private Process startUnread(String mode, String sinks) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Child.command(EndingApplication.class, List.of(), mode));
        builder.environment().keySet().removeIf(name -> name.startsWith("FAPILOG_"));
        builder.environment().putAll(environment(sinks));
        builder.environment().put("FAPILOG_CLOSE_TIMEOUT", "3s");
        return builder.redirectErrorStream(true).start();
    }

    private static void assertEnds(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> messages() {
        return loki.entries().stream()
                .map(entry -> {
                    Matcher message = MESSAGE.matcher(entry.line());
                    return message.find() ? message.group(1) : "";
                })
                .toList();
    }

    private String sink() {
        return loki.lokiUri() + "?labels=app=ending";
    }

    private static Map<String, String> environment(String sinks) {
        return Map.of("FAPILOG_SINKS", sinks);
    }
}
