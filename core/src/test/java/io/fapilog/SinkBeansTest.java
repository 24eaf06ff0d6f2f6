package io.fapilog;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fapilog.config.QueueOptions;
import io.fapilog.testkit.RecordingDiagnostics;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SinkBeansTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String[] TEXTS = {String.class.getName(), String.class.getName()};

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final RecordingDiagnostics diagnostics = new RecordingDiagnostics();
    private final List<FakeSink> sinks = new ArrayList<>();
    private final List<Fapilog> started = new ArrayList<>();
    private final String name = "fake://host:1/\"*?" + UUID.randomUUID();

    @AfterEach
    void closeAndCheckTheLedgers() throws Exception {
        for (Fapilog fapilog : started) {
            fapilog.close(Duration.ofMillis(500));
            assertThat(fapilog.stats())
                    .allMatch(SinkStats::balances)
                    .allMatch(stats -> stats.events().pending() == 0);
        }
    }

    @Test
    void start_showsEverySinkUntilTheClose() throws Exception {
        Fapilog fapilog = start(builder().sink(fake()));
        await().until(() -> server.isRegistered(bean(1)));
        assertThat(fapilog.close(LONG)).isTrue();
        assertThat(server.isRegistered(bean(1))).isFalse();
    }

    @Test
    void start_equalNames_getAnIndex() throws Exception {
        start(builder().sink(fake()).sink(fake()));
        await().until(() -> server.isRegistered(bean(1)) && server.isRegistered(bean(2)));
    }

    @Test
    void install_theNewSinkHasTheNameWhileTheOldOneStillCloses() throws Exception {
        Fapilog first = builder().sink(fake()).closeTimeout(LONG).install();
        await().until(() -> server.isRegistered(bean(1)));
        sinks.get(0).delivering = false;
        first.log(event());
        Thread installing = new Thread(() -> builder().sink(fake()).install());
        installing.start();
        await().until(() -> accepted(1) == 0);
        Fapilog second = Fapilog.current();
        started.addAll(List.of(first, second));
        assertThat(first.stats().get(0).events().pending()).isEqualTo(1);
        second.log(event());
        assertThat(accepted(1)).isEqualTo(1);
        assertThat(accepted(2)).isEqualTo(-1);
        sinks.get(0).delivering = true;
        sinks.get(0).context().wakeUp();
        installing.join();
        assertThat(accepted(1)).isEqualTo(1);
    }

    @Test
    void install_twentyTimes_leavesNone() throws Exception {
        for (int i = 0; i < 20; i++) {
            Fapilog fapilog = builder().sink(fake()).install();
            started.add(fapilog);
            if (i % 2 == 0) {
                // The name may have an index, because the previous bean may still be registered.
                await().until(this::isAnyShown);
            }
            fapilog.close(LONG);
        }
        await().atMost(LONG)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("io.fapilog-jmx")));
        assertThat(isAnyShown()).isFalse();
    }

    private boolean isAnyShown() throws JMException {
        String unique = name.substring(name.length() - 36);
        return server.queryNames(new ObjectName("io.fapilog:type=Sink,*"), null).stream()
                .anyMatch(bean -> bean.toString().contains(unique));
    }

    @Test
    void attributes_areThoseOfTheAccount() throws Exception {
        Fapilog fapilog = start(builder().sink(fake()));
        await().until(() -> server.isRegistered(bean(1)));
        assertThat((double) attribute("SecondsSinceLastSuccess")).isNaN();
        assertThat(attribute("LastAnswer")).isEqualTo("none");
        sinks.get(0).delivering = false;
        fapilog.log(event());
        fapilog.log(LogEvent.builder(Level.INFO, "test", "poison").build());
        await().until(() -> fapilog.stats().get(0).events().totalDropped() == 1
                && fapilog.stats().get(0).events().sending() == 1);
        sinks.get(0).context().ledger().pushed(503, 17, 5_000_000);
        sinks.get(0).context().ledger().explained("busy");
        sinks.get(0).context().ledger().retried();
        sinks.get(0).context().ledger().truncated();
        SinkStats stats = fapilog.stats().get(0);
        Map<String, Object> attributes = attributes();
        assertThat(attributes)
                .containsEntry("Accepted", 2L)
                .containsEntry("Delivered", 0L)
                .containsEntry("Rejected", 0L)
                .containsEntry("Uncertain", 0L)
                .containsEntry("DroppedTotal", 1L)
                .containsEntry("TruncatedLines", 1L)
                .containsEntry("Retries", 1L)
                .containsEntry("PushMillis", 5L)
                .containsEntry("WireBytes", 17L)
                .containsEntry("QueuedEvents", 0L)
                .containsEntry("PendingEvents", 1L)
                .containsEntry("BufferBytes", stats.buffer().bytes())
                .containsEntry("BufferLimitBytes", QueueOptions.DEFAULT.buffer())
                .containsKey("WakeUps");
        assertThat((String) attributes.get("LastAnswer")).startsWith("503, ").endsWith(" ago: busy");
        assertThat((Double) attributes.get("OldestEventAgeSeconds")).isPositive();
        assertThat(table(attribute("Pushes"))).isEqualTo(Map.of("503", 1L));
        assertThat(table(attribute("Dropped")))
                .hasSize(DropReason.values().length)
                .containsEntry("encoding_failed", 1L)
                .containsEntry("overflow", 0L);
        sinks.get(0).delivering = true;
        fapilog.flush(LONG);
        assertThat((double) attribute("SecondsSinceLastSuccess")).isNotNegative();
        assertThat((double) attribute("OldestEventAgeSeconds")).isZero();
    }

    @Test
    void start_switchedOff_showsNothing() throws Exception {
        Fapilog watched = start(builder().jmx(false).sink(fake()));
        start(builder(Map.of("FAPILOG_JMX", "0")).sink(fake()));
        Fapilog last = start(builder().sink(fake()));
        await().until(() -> server.isRegistered(bean(1)));
        last.close(LONG);
        assertThat(server.isRegistered(bean(1))).isFalse();
        assertThat(watched.isClosed()).isFalse();
    }

    @Test
    void logging_levelsOverJmx_areInForceAndEnd() throws Exception {
        Fapilog fapilog = start(builder(Map.of("FAPILOG_LEVEL", "warn")).sink(fake()));
        await().until(() -> loggingOf(fapilog) != null);
        ObjectName bean = Objects.requireNonNull(loggingOf(fapilog));
        server.invoke(bean, "setLevel", new Object[] {"com.acme=debug", "10m"}, TEXTS);
        assertThat(fapilog.threshold("com.acme.Shop")).isEqualTo(Level.DEBUG);
        assertThat((String) server.getAttribute(bean, "Level")).matches("warn,com.acme=debug \\(\\d+s left\\)");
        assertThatThrownBy(() -> server.invoke(bean, "setLevel", new Object[] {"a=debug", "soon"}, TEXTS))
                .hasRootCauseMessage("not a quantity: soon")
                .cause()
                .hasMessageContaining("write 30s, 10m or 1h");
        server.invoke(bean, "resetLevel", null, null);
        assertThat(server.getAttribute(bean, "Level")).isEqualTo("warn");
        assertThat(fapilog.close(LONG)).isTrue();
        assertThat(server.isRegistered(bean)).isFalse();
    }

    /** The bean that shows the levels of {@code fapilog}, which others in this JVM may have too. */
    private @Nullable ObjectName loggingOf(Fapilog fapilog) throws Exception {
        for (ObjectName bean : server.queryNames(new ObjectName("io.fapilog:type=Logging,*"), null)) {
            Object token = fapilog.levelsInForce();
            server.invoke(bean, "setLevel", new Object[] {"probe=off", "1h"}, TEXTS);
            boolean changed = fapilog.levelsInForce() != token;
            server.invoke(bean, "resetLevel", null, null);
            if (changed) {
                return bean;
            }
        }
        return null;
    }

    @Test
    void start_wrongSwitch_isReportedLikeTheOthers() {
        assertThatThrownBy(() ->
                        builder(Map.of("FAPILOG_JMX", "perhaps")).sink(fake()).start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("FAPILOG_JMX=perhaps is unknown");
    }

    @Test
    void remove_sinkThatWasUnregistered_reportsNothing() throws Exception {
        Fapilog fapilog = start(builder().sink(fake()));
        await().until(() -> server.isRegistered(bean(1)));
        server.unregisterMBean(bean(1));
        assertThat(fapilog.close(LONG)).isTrue();
        assertThat(diagnostics.warnings).isEmpty();
    }

    private long accepted(int index) {
        try {
            return (long) server.getAttribute(bean(index), "Accepted");
        } catch (JMException e) {
            return -1;
        }
    }

    private Object attribute(String attribute) throws Exception {
        return server.getAttribute(bean(1), attribute);
    }

    private Map<String, Object> attributes() throws Exception {
        Map<String, Object> attributes = new TreeMap<>();
        String[] names = Arrays.stream(server.getMBeanInfo(bean(1)).getAttributes())
                .map(MBeanFeatureInfo::getName)
                .toArray(String[]::new);
        for (Attribute attribute : server.getAttributes(bean(1), names).asList()) {
            attributes.put(attribute.getName(), attribute.getValue());
        }
        assertThat(attributes.keySet()).isEqualTo(Set.copyOf(List.of(names)));
        return attributes;
    }

    private static Map<String, Object> table(Object tabular) {
        Map<String, Object> rows = new TreeMap<>();
        for (Object row : ((TabularData) tabular).values()) {
            CompositeData data = (CompositeData) row;
            rows.put(String.valueOf(data.get("key")), data.get("value"));
        }
        return rows;
    }

    private ObjectName bean(int index) throws JMException {
        return new ObjectName(
                "io.fapilog:type=Sink,name=" + ObjectName.quote(name) + (index == 1 ? "" : ",index=" + index));
    }

    private Fapilog start(FapilogBuilder builder) {
        Fapilog fapilog = builder.start();
        started.add(fapilog);
        return fapilog;
    }

    private FapilogBuilder builder() {
        return builder(Map.of());
    }

    private FapilogBuilder builder(Map<String, String> environment) {
        return new FapilogBuilder().environment(environment, Map.of()).diagnostics(diagnostics);
    }

    private SinkSource fake() {
        return defaults -> FakeSink.plan(name, defaults.queue(), sinks);
    }

    private static LogEvent event() {
        return LogEvent.builder(Level.INFO, "test", "hello").build();
    }
}
