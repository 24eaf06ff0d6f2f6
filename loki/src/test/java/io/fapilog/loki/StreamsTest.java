package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.ConsoleFormat;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.config.EventOptions;
import io.fapilog.config.Origin;
import io.fapilog.config.QueueOptions;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Sink;
import io.fapilog.testkit.ManualTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StreamsTest {
    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void labelFields_severalValues_makeAStreamAndAPushEach() {
        try (SinkRig rig = new SinkRig(server.uri("labels=app=a", "label_fields=level,logger,thread,order.id"))) {
            rig.append(LogEvent.builder(Level.WARN, "L", "one")
                    .timestamp(rig.time.epochNanos())
                    .thread("T")
                    .context(Map.of("order.id", "o1"))
                    .build());
            rig.append("two").append("three").deliver();
            assertThat(server.pushes())
                    .hasSize(2)
                    .allSatisfy(push -> assertThat(push.streams()).hasSize(1));
            assertThat(labels(server))
                    .containsExactlyInAnyOrder(
                            Map.of("app", "a", "level", "WARN", "logger", "L", "thread", "T", "order_id", "o1"),
                            Map.of("app", "a", "level", "INFO", "logger", "shop.Orders", "thread", "main"));
            assertThat(rig.ledger.delivered).isEqualTo(3);
        }
    }

    @Test
    void labelFields_manyStreams_shareAPush() {
        try (SinkRig rig = new SinkRig(server.uri("label_fields=shard"))) {
            for (int i = 0; i < 27; i++) {
                rig.append(rig.event("m" + i).attribute("shard", i % 9).build());
            }
            rig.deliver();
            assertThat(server.pushes()).hasSize(1);
            assertThat(server.push(0).streams())
                    .hasSize(9)
                    .allSatisfy(stream -> assertThat(stream.entries()).hasSize(3));
        }
    }

    @Test
    void labelFields_equalTimeStamps_areMadeDistinctWithinAStreamOnly() {
        try (SinkRig rig = new SinkRig(server.uri("label_fields=level"))) {
            rig.append("a")
                    .append(LogEvent.builder(Level.WARN, "L", "b")
                            .timestamp(rig.time.epochNanos())
                            .build());
            rig.append("c").deliver();
            assertThat(server.pushes().stream().flatMap(push -> push.entries().stream()))
                    .extracting(entry -> entry.timestamp() - ManualTime.START)
                    .containsExactlyInAnyOrder(0L, 0L, 1L);
        }
    }

    @Test
    void labelFields_moreThanFiftyValues_becomeMetadataWithOneWarning() {
        try (SinkRig rig = new SinkRig(server.uri("label_fields=user,level", "batch_size=1000"))) {
            for (int i = 0; i < 60; i++) {
                rig.append(rig.event("m" + i).attribute("user", "u" + i).build());
            }
            rig.append(rig.event("again").attribute("user", "u0").build());
            rig.deliver();
            List<DecodedPush.Stream> streams = server.push(0).streams();
            assertThat(streams).hasSize(51);
            assertThat(streams.stream().filter(stream -> !stream.labels().containsKey("user")))
                    .singleElement()
                    .satisfies(stream -> assertThat(stream.entries())
                            .hasSize(11)
                            .allSatisfy(entry -> assertThat(entry.metadata()).containsKey("user")));
            assertThat(rig.warnings).singleElement().asString().contains("user", "50");
        }
    }

    @Test
    void labelFields_patterns_makeMatchingFieldsLabelsExceptTheExcluded() {
        try (SinkRig rig = new SinkRig(server.uri("labels=app=a", "label_fields=level,k8s.*,!k8s.uid"))) {
            rig.append(rig.event("a").build());
            rig.append(rig.event("b")
                    .attribute("k8s.pod", "p")
                    .attribute("k8s.uid", "u")
                    .build());
            rig.append(rig.event("c")
                    .attribute("k8s.pod", "p")
                    .attribute("k8s.node", "n")
                    .build());
            rig.append(rig.event("d").attribute("k8s.pod", "p").build());
            rig.append(rig.event("e").attribute("app", "other").build());
            rig.deliver();
            assertThat(labels(server))
                    .containsExactlyInAnyOrder(
                            Map.of("app", "a", "level", "INFO"),
                            Map.of("app", "a", "level", "INFO", "k8s_pod", "p"),
                            Map.of("app", "a", "level", "INFO", "k8s_pod", "p", "k8s_node", "n"));
        }
    }

    @Test
    void labelFields_patternOfMoreFieldsThanLokiAccepts_othersBecomeMetadataWithOneWarning() {
        try (SinkRig rig = new SinkRig(server.uri("labels=app=a", "label_fields=f*", "metadata=f1*"))) {
            for (int i = 0; i < 200; i++) {
                rig.append(rig.event("m" + i).attribute("f" + i, "v").build());
            }
            rig.deliver();
            Set<String> names = new HashSet<>();
            labels(server).forEach(labels -> names.addAll(labels.keySet()));
            assertThat(names).hasSize(Labels.MOST);
            assertThat(rig.warnings).singleElement().asString().contains("label_fields matches more than the 15");
            assertThat(rig.ledger.delivered).isEqualTo(200);
        }
    }

    @Test
    void metadata_patterns_sendMatchingFieldsExceptTheExcludedAndEachOnce() {
        try (SinkRig rig = new SinkRig(server.uri("label_fields=req_kind", "metadata=trace_id,req*,!req_body"))) {
            rig.append(rig.event("m")
                    .context(Map.of("traceId", "t1"))
                    .attribute("req_kind", "get")
                    .attribute("req_body", "secret")
                    .attribute("req.id", 7)
                    .attribute("req_id", 8)
                    .attribute("req_none", null)
                    .attribute("other", 1)
                    .build());
            rig.deliver();
            assertThat(server.push(0).entries().get(0).metadata()).isEqualTo(Map.of("trace_id", "t1", "req_id", "7"));
            assertThat(labels(server)).singleElement().isEqualTo(Map.of("service_name", "shop", "req_kind", "get"));
        }
    }

    @Test
    void enrich_hostPidAndPod_areMetadataAndLabelsOnlyWhereAskedFor() {
        Map<String, String> variables = Map.of("HOSTNAME", "h1", "POD_NAME", "shop-7", "POD_NAMESPACE", "prod");
        Sink.Defaults defaults = new Sink.Defaults(
                "shop", QueueOptions.DEFAULT, ConsoleFormat.JSON, EventOptions.DEFAULT, Origin.none(variables::get));
        String uri = server.uri("enrich=host,pid,k8s", "label_fields=namespace", "metadata=host");
        try (SinkRig rig = new SinkRig(new LokiSinkProvider().plan(SinkUri.parse(uri), defaults))) {
            rig.append(rig.event("m").attribute("host", "its own").build());
            rig.append(rig.event("n").build());
            rig.deliver();
            String pid = Long.toString(ProcessHandle.current().pid());
            assertThat(server.push(0).entries())
                    .extracting(DecodedPush.Entry::metadata)
                    .containsExactly(
                            Map.of("host", "its own", "pid", pid, "pod", "shop-7"),
                            Map.of("host", "h1", "pid", pid, "pod", "shop-7"));
            assertThat(labels(server)).singleElement().isEqualTo(Map.of("service_name", "shop", "namespace", "prod"));
        }
    }

    @Test
    void labelFields_invalidValues_areReplacedTruncatedOrOmitted() {
        try (SinkRig rig = new SinkRig(server.uri("label_fields=city"))) {
            rig.append(rig.event("a").attribute("city", "Kraków \uD83D \uFFFD").build());
            rig.append(rig.event("b").attribute("city", "ä".repeat(2_000)).build());
            rig.append(rig.event("c").attribute("city", "").build());
            rig.deliver();
            assertThat(labels(server))
                    .extracting(labels -> labels.getOrDefault("city", "none"))
                    .containsExactlyInAnyOrder("Kraków ? ?", "ä".repeat(1_024), "none");
        }
    }

    @Test
    void labels_valueWithSpecialCharacters_isSentUnchanged() {
        String value = "C:\\temp \"x\",admin=\"1\n😀";
        for (Format format : Format.values()) {
            try (SinkRig rig = new SinkRig(LokiSink.builder(server.uri())
                    .label("a", value)
                    .format(format)
                    .plan(SinkRig.DEFAULTS))) {
                rig.append("one").deliver();
            }
        }
        assertThat(labels(server)).containsExactly(Map.of("a", value), Map.of("a", value));
    }

    @Test
    void metadata_presentFields_areSentUnderValidNames() {
        try (SinkRig rig = new SinkRig(server.uri("metadata=trace_id,span_id,order.id,level,missing"))) {
            rig.append(rig.event("one")
                    .context(Map.of("traceId", "t1", "order.id", "o1"))
                    .attribute("span_id", 7)
                    .build());
            rig.append("two").deliver();
            List<DecodedPush.Entry> entries = server.push(0).entries();
            assertThat(entries.get(0).metadata())
                    .isEqualTo(Map.of("trace_id", "t1", "span_id", "7", "order_id", "o1", "level", "INFO"));
            assertThat(entries.get(1).metadata()).isEqualTo(Map.of("level", "INFO"));
        }
    }

    @Test
    void metadata_tooLarge_omitsTheFieldBeyondTheLimit() {
        try (SinkRig rig = new SinkRig(server.uri("metadata=a,b,c", "format=json"))) {
            rig.append(rig.event("one")
                    .attribute("a", "x".repeat(60_000))
                    .attribute("b", "y".repeat(6_000))
                    .attribute("c", "\uD83D")
                    .build());
            rig.deliver();
            assertThat(server.push(0).entries().get(0).metadata())
                    .containsOnlyKeys("a", "c")
                    .containsEntry("c", "?");
        }
    }

    @Test
    void streams_moreThanTheMaximum_replaceIdleOnes() {
        try (SinkRig rig = new SinkRig(server.uri("label_fields=a,b,c", "batch_size=1"))) {
            for (int i = 0; i < Streams.MOST_STREAMS + 10; i++) {
                rig.append(rig.event("m")
                        .attribute("a", i % 50)
                        .attribute("b", i / 50 % 50)
                        .attribute("c", "x")
                        .build());
                rig.deliver();
            }
            rig.append(rig.event("m")
                    .attribute("a", 0)
                    .attribute("b", 0)
                    .attribute("c", "x")
                    .build());
            rig.deliver();
            assertThat(rig.ledger.delivered).isEqualTo(Streams.MOST_STREAMS + 11);
            // The last time stamp of the first stream was removed with it.
            DecodedPush last = server.push(server.requests.size() - 1);
            assertThat(last.entries().get(0).timestamp()).isEqualTo(ManualTime.START);
        }
    }

    private static List<Map<String, String>> labels(ScriptedServer server) {
        return server.pushes().stream()
                .flatMap(push -> push.streams().stream())
                .map(DecodedPush.Stream::labels)
                .<Map<String, String>>map(TreeMap::new)
                .toList();
    }
}
