package io.fapilog.micrometer;

import static io.fapilog.micrometer.Pipelines.LONG;
import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.micrometer.TestSink.Answer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.CountingMode;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconfigureTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Pipelines pipelines = new Pipelines();
    private final FapilogMeters meters = new FapilogMeters();

    @AfterEach
    void closeAndCheckTheLedgers() {
        meters.close();
        pipelines.close();
        awaitNoMeters();
    }

    @Test
    void install_newPipeline_countsFromZeroUnderTheSameNames() {
        Fapilog first = pipelines.install("a", "b");
        meters.bindTo(registry);
        Pipelines.log(first, 5);
        await().until(() -> accepted("a") == 5);
        Fapilog second = pipelines.install("a", "c");
        awaitMetersOf("c");
        assertThat(accepted("a")).isZero();
        assertThat(accepted("c")).isZero();
        assertThat(registry.find("fapilog.events.accepted").tag("sink", "b").meters())
                .isEmpty();
        Pipelines.log(second, 2);
        await().until(() -> accepted("a") == 2 && accepted("c") == 2);
    }

    @Test
    void install_whileTheOldPipelineCloses_showsTheNewOne() throws Exception {
        Fapilog first = pipelines.keep(pipelines.builder("a").closeTimeout(LONG).install());
        meters.bindTo(registry);
        TestSink hanging = pipelines.last();
        hanging.answer(Answer.HANGS);
        Pipelines.log(first, 1);
        Thread installing = new Thread(() -> pipelines.install("b"));
        installing.start();
        awaitMetersOf("b");
        assertThat(first.stats().get(0).events().pending()).isEqualTo(1);
        hanging.answer(Answer.DELIVERS);
        installing.join();
    }

    /** The close of an earlier pipeline may be refreshing the meters on another thread. */
    private void awaitNoMeters() {
        await().until(() -> registry.getMeters().isEmpty());
    }

    /** Waits until there are meters of the sink {@code name}. */
    private void awaitMetersOf(String name) {
        await().until(() -> registry.find("fapilog.events.accepted")
                        .tag("sink", name)
                        .meters()
                        .size()
                == 1);
    }

    @Test
    void closeAndInstall_twentyTimes_leavesTheMetersOfTheLast() {
        for (int i = 0; i < 20; i++) {
            Fapilog fapilog = pipelines.install("s" + i);
            if (i == 0) {
                meters.bindTo(registry);
            }
            awaitMetersOf("s" + i);
            assertThat(accepted("s" + i)).isZero();
            fapilog.close(LONG);
            awaitNoMeters();
        }
        pipelines.install("last");
        awaitMetersOf("last");
        assertThat(accepted("last")).isZero();
    }

    @Test
    void close_pipelineThatIsNotInstalled_removesItsMeters() {
        Fapilog one = pipelines.start("one");
        new FapilogMeters(one).bindTo(registry);
        pipelines.install("other");
        assertThat(accepted("one")).isZero();
        assertThat(registry.find("fapilog.events.accepted").meters()).hasSize(1);
        one.close(LONG);
        awaitNoMeters();
    }

    @Test
    void install_registryThatCountsPerStep_losesNoCount() {
        MockClock clock = new MockClock();
        MeterRegistry steps = new SimpleMeterRegistry(new Steps(), clock);
        Fapilog first = pipelines.install("a");
        meters.bindTo(steps);
        Pipelines.log(first, 5);
        assertThat(first.flush(LONG)).isTrue();
        assertThat(nextStep(steps, clock)).isEqualTo(5);
        Fapilog second = pipelines.install("a");
        Pipelines.log(second, 2);
        assertThat(second.flush(LONG)).isTrue();
        assertThat(nextStep(steps, clock)).isEqualTo(2);
    }

    @Test
    void install_oldMeterStillReferenced_oldPipelineIsCollected() {
        WeakReference<Fapilog> old = installBindAndForget();
        FunctionCounter held = registry.get("fapilog.events.accepted").functionCounter();
        pipelines.install("b");
        await().until(() -> {
            System.gc();
            return old.get() == null;
        });
        assertThat(held.count()).isZero();
    }

    @Test
    void bindTo_binderWithoutReference_metersKeepWorking() {
        Fapilog fapilog = pipelines.start("one");
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        new FapilogMeters(fapilog).bindTo(registry);
        await().until(() -> {
            System.gc();
            return garbage.get() == null;
        });
        Pipelines.log(fapilog, 1);
        await().until(() -> accepted("one") == 1);
        assertThat(registry.get("fapilog.buffer.limit").gauge().value()).isPositive();
        fapilog.close(LONG);
    }

    private WeakReference<Fapilog> installBindAndForget() {
        Fapilog fapilog = pipelines.builder("a").install();
        meters.bindTo(registry);
        pipelines.sinks.clear();
        return new WeakReference<>(fapilog);
    }

    /** A registry that counts per step of one minute, as push registries do. */
    private static final class Steps implements SimpleConfig {
        @Override
        public CountingMode mode() {
            return CountingMode.STEP;
        }

        @Override
        public Duration step() {
            return Duration.ofMinutes(1);
        }

        @Override
        public @Nullable String get(String key) {
            return null;
        }
    }

    private static double nextStep(MeterRegistry steps, MockClock clock) {
        FunctionCounter counter = steps.get("fapilog.events.accepted").functionCounter();
        counter.count();
        clock.add(Duration.ofMinutes(1));
        return counter.count();
    }

    private double accepted(String sink) {
        return registry.get("fapilog.events.accepted")
                .tag("sink", sink)
                .functionCounter()
                .count();
    }
}
