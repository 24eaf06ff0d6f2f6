package io.fapilog;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.config.QueueOptions;
import io.fapilog.spi.TimeSource;
import io.fapilog.testkit.RecordingDiagnostics;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnavailableJmxTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final RecordingDiagnostics diagnostics = new RecordingDiagnostics();
    private final List<FakeSink> sinks = new ArrayList<>();
    private final List<Pipeline> pipelines = new ArrayList<>();
    private final String name = "fake://host:1/\"*?" + UUID.randomUUID();

    @AfterEach
    void closeThePipelines() throws Exception {
        for (Pipeline pipeline : pipelines) {
            pipeline.queue().drain();
            assertThat(BoundedWait.await(pipeline.flush(), LONG.toNanos())).isTrue();
            pipeline.queue().stop();
            assertThat(pipeline.awaitEnd(System.nanoTime() + LONG.toNanos())).isZero();
        }
    }

    @Test
    void show_jmxDenied_givesOneWarning() {
        SinkBeans beans = beans(2, () -> {
            throw new SecurityException("denied");
        });
        beans.show();
        beans.show();
        await().until(() -> !diagnostics.warnings.isEmpty());
        beans.remove();
        assertThat(diagnostics.warnings)
                .singleElement()
                .asString()
                .contains("FAPILOG_JMX=false")
                .contains("denied");
    }

    @Test
    void remove_beforeTheServerIsThere_leavesNothing() throws Exception {
        MBeanServer own = MBeanServerFactory.newMBeanServer();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        SinkBeans beans = beans(1, () -> {
            asked.countDown();
            assertThat(answer.await(60, TimeUnit.SECONDS)).isTrue();
            return new Jmx(own);
        });
        int before = own.getMBeanCount();
        beans.show();
        asked.await();
        beans.remove();
        answer.countDown();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("io.fapilog-jmx")));
        assertThat(own.getMBeanCount()).isEqualTo(before);
    }

    @Test
    void start_aJreWithoutManagement_logsAndGivesOneWarning() throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "--limit-modules",
                        "java.base",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutManagement.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines().filter(line -> line.contains("cannot be shown in JMX")))
                .as(output)
                .hasSize(1);
        assertThat(output).contains("an event without management");
    }

    /** The program of the process without JMX. */
    static final class WithoutManagement {
        private WithoutManagement() {}

        public static void main(String[] arguments) throws Exception {
            CountDownLatch warned = new CountDownLatch(1);
            Fapilog fapilog = new FapilogBuilder()
                    .environment(Map.of(), Map.of())
                    .diagnostics(new Diagnostics() {
                        @Override
                        public void info(String message) {}

                        @Override
                        public void warn(String key, String message) {
                            System.out.println(message);
                            warned.countDown();
                        }
                    })
                    .start();
            fapilog.log(LogEvent.builder(Level.INFO, "test", "an event without management")
                    .build());
            boolean told = warned.await(60, TimeUnit.SECONDS);
            System.exit(fapilog.close(Duration.ofSeconds(60)) && told ? 0 : 1);
        }
    }

    private SinkBeans beans(int count, Callable<Jmx> platform) {
        for (int i = 0; i < count; i++) {
            pipelines.add(Pipeline.start(
                    FakeSink.plan(name, QueueOptions.DEFAULT, sinks), null, TimeSource.system(), diagnostics));
        }
        return new SinkBeans(
                pipelines,
                new Levels(LevelRules.parse("", new ArrayList<>()), TimeSource.system()),
                diagnostics,
                platform);
    }
}
