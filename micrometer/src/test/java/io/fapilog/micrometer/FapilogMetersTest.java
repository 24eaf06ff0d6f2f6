package io.fapilog.micrometer;

import static io.fapilog.micrometer.Pipelines.LONG;
import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.config.QueueOptions;
import io.fapilog.micrometer.TestSink.Answer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FapilogMetersTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Pipelines pipelines = new Pipelines();

    @AfterEach
    void closeAndCheckTheLedgers() {
        pipelines.close();
    }

    @Test
    void bindTo_newPipeline_showsEverySinkAndReasonAtZero() {
        bind(pipelines.start("a", "b"));
        assertThat(registry.getMeters())
                .isNotEmpty()
                .allMatch(meter -> meter.getId().getTag("sink") != null);
        for (String sink : Set.of("a", "b")) {
            assertThat(count("accepted", sink)).isZero();
            for (DropReason reason : DropReason.values()) {
                assertThat(find("fapilog.events.dropped", sink)
                                .tag("reason", reason.label())
                                .functionCounter()
                                .count())
                        .isZero();
            }
            assertThat(gauge("fapilog.buffer.limit", sink)).isEqualTo((double) QueueOptions.DEFAULT.buffer());
            assertThat(gauge("fapilog.oldest.event.age", sink)).isZero();
            assertThat(gauge("fapilog.last.success.age", sink)).isNaN();
        }
        assertThat(registry.find("fapilog.pushes").meters()).isEmpty();
    }

    @Test
    void delivery_countsEventsPushesBytesAndTime() {
        Fapilog fapilog = pipelines.start("a");
        bind(fapilog);
        Pipelines.log(fapilog, 3);
        await().until(() -> count("delivered", "a") == 3);
        double pushes = pushes("204");
        assertThat(pushes).isBetween(1.0, 3.0);
        assertThat(count("accepted", "a")).isEqualTo(3);
        assertThat(find("fapilog.push.bytes", "a").functionCounter().count()).isEqualTo(100 * pushes);
        assertThat(find("fapilog.push.time", "a").functionTimer().count()).isEqualTo(pushes);
        assertThat(find("fapilog.push.time", "a").functionTimer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(2 * pushes);
        assertThat(gauge("fapilog.last.success.age", "a")).isNotNegative();
        assertThat(find("fapilog.wakeups", "a").functionCounter().count()).isNotNegative();
    }

    @Test
    void hangingSink_showsPendingEventsAndTheirAge() {
        Fapilog fapilog = pipelines.start("a", "b");
        bind(fapilog);
        pipelines.sinks.get(0).answer(Answer.HANGS);
        Pipelines.log(fapilog, 2);
        await().until(() -> gauge("fapilog.pending.events", "a") == 2 && gauge("fapilog.queue.events", "a") == 0);
        assertThat(gauge("fapilog.buffer.bytes", "a")).isPositive();
        assertThat(gauge("fapilog.oldest.event.age", "a")).isPositive();
        await().until(() -> count("delivered", "b") == 2);
        await().until(() -> gauge("fapilog.oldest.event.age", "b") == 0);
    }

    @Test
    void outcomes_ofSeveralKinds_areCountedSeparately() {
        Fapilog fapilog = pipelines.start("a");
        bind(fapilog);
        pipelines.last().answer(Answer.REJECTS);
        Pipelines.log(fapilog, 1);
        await().until(() -> count("rejected", "a") == 1);
        pipelines.last().answer(Answer.IS_UNCLEAR);
        Pipelines.log(fapilog, 1);
        await().until(() -> count("rejected", "a") == 2);
        assertThat(count("uncertain", "a")).isEqualTo(1);
        pipelines.last().answer(Answer.DROPS);
        Pipelines.log(fapilog, 1);
        await().until(() -> find("fapilog.events.dropped", "a")
                        .tag("reason", "too_old")
                        .functionCounter()
                        .count()
                == 1);
        assertThat(find("fapilog.lines.truncated", "a").functionCounter().count())
                .isEqualTo(1);
        pipelines.last().answer(Answer.IS_BUSY);
        Pipelines.log(fapilog, 1);
        await().until(() -> find("fapilog.push.retries", "a").functionCounter().count() == 1);
        assertThat(pushes("400")).isEqualTo(2);
        assertThat(pushes("503")).isEqualTo(1);
    }

    @Test
    void bindTo_afterPushes_showsTheirStatusesAtOnce() {
        Fapilog fapilog = pipelines.start("a");
        Pipelines.log(fapilog, 1);
        assertThat(fapilog.flush(LONG)).isTrue();
        bind(fapilog);
        assertThat(pushes("204")).isEqualTo(1);
    }

    @Test
    void bindTo_equalNames_areNumbered() {
        bind(pipelines.start("a", "a"));
        assertThat(sinks()).containsExactly("a", "a#2");
    }

    @Test
    void bindTo_twoRegistries_updatesBoth() {
        Fapilog fapilog = pipelines.start("a");
        MeterRegistry other = new SimpleMeterRegistry();
        FapilogMeters meters = bind(fapilog);
        meters.bindTo(other);
        Pipelines.log(fapilog, 1);
        for (MeterRegistry each : Set.of(registry, other)) {
            await().until(() ->
                    each.get("fapilog.events.delivered").functionCounter().count() == 1);
        }
        meters.close();
        assertThat(other.getMeters()).isEmpty();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void bindTo_compositeRegistry_removesFromItsParts() {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        composite.add(registry);
        FapilogMeters meters = new FapilogMeters(pipelines.start("a"));
        meters.bindTo(composite);
        assertThat(sinks()).containsExactly("a");
        meters.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void close_otherMetersInTheRegistry_removesOnlyOurs() {
        registry.counter("other");
        Fapilog fapilog = pipelines.start("a");
        FapilogMeters meters = bind(fapilog);
        Pipelines.log(fapilog, 1);
        await().until(() -> count("delivered", "a") == 1);
        assertThat(pushes("204")).isEqualTo(1);
        meters.close();
        meters.close();
        assertThat(registry.getMeters())
                .singleElement()
                .extracting(meter -> meter.getId().getName())
                .isEqualTo("other");
        meters.bindTo(registry);
        assertThat(registry.getMeters()).hasSize(1);
    }

    @Test
    void bindTo_listenerInstallsAnotherPipeline_showsTheNewOne() {
        pipelines.install("a");
        registry.config().onMeterAdded(meter -> {
            if ("a".equals(meter.getId().getTag("sink"))
                    && "a".equals(Fapilog.current().stats().get(0).sink())) {
                pipelines.install("b");
            }
        });
        try (FapilogMeters meters = new FapilogMeters()) {
            meters.bindTo(registry);
            assertThat(sinks()).containsExactly("b");
        }
    }

    @Test
    void install_closedRegistry_keepsItsMetersUnchanged() {
        pipelines.install("a");
        try (FapilogMeters meters = new FapilogMeters()) {
            meters.bindTo(registry);
            registry.close();
            int before = registry.getMeters().size();
            pipelines.install("b");
            assertThat(registry.getMeters()).hasSize(before);
        }
    }

    private FapilogMeters bind(Fapilog fapilog) {
        FapilogMeters meters = new FapilogMeters(fapilog);
        meters.bindTo(registry);
        return meters;
    }

    private Set<String> sinks() {
        Set<String> sinks = new TreeSet<>();
        for (Meter meter : registry.getMeters()) {
            sinks.add(String.valueOf(meter.getId().getTag("sink")));
        }
        return sinks;
    }

    private RequiredSearch find(String name, String sink) {
        return registry.get(name).tag("sink", sink);
    }

    private double count(String what, String sink) {
        return find("fapilog.events." + what, sink).functionCounter().count();
    }

    private double gauge(String name, String sink) {
        return find(name, sink).gauge().value();
    }

    private double pushes(String status) {
        return registry.get("fapilog.pushes")
                .tag("status", status)
                .functionCounter()
                .count();
    }
}
