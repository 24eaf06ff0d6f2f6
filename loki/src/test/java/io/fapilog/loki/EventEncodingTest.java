package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import io.fapilog.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events that are unusual: malformed, long or old ones. */
class EventEncodingTest {
    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @ParameterizedTest
    @EnumSource(Format.class)
    void append_unpairedSurrogate_isReplacedInItsLineOnly(Format format) {
        try (SinkRig rig =
                new SinkRig(LokiSink.builder(server.uri()).format(format).plan(SinkRig.DEFAULTS))) {
            for (int i = 0; i < 100; i++) {
                rig.append(i == 50 ? "half \uD83D of it" : "message " + i);
            }
            rig.deliver();
            assertThat(server.push(0).messages())
                    .hasSize(100)
                    .contains("half \uFFFD of it", "message 49", "message 51");
        }
    }

    @Test
    void append_wideCharacterAtEveryOffset_isDeliveredUnchanged() {
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1000"))) {
            List<String> messages = new ArrayList<>();
            for (int border : new int[] {1_000, 10_200}) {
                for (int offset = border; offset <= border + 100; offset++) {
                    messages.add("x".repeat(offset) + "😀" + "y".repeat(100));
                }
            }
            messages.forEach(rig::append);
            rig.deliver();
            assertThat(server.pushes().stream().flatMap(push -> push.messages().stream()))
                    .containsExactlyElementsOf(messages);
        }
    }

    @Test
    void append_longLine_isTruncatedAndCounted() {
        try (SinkRig rig = new SinkRig(server.uri("max_line=2KiB"))) {
            rig.append("x".repeat(5_000)).deliver();
            DecodedPush.Entry entry = server.push(0).entries().get(0);
            assertThat(entry.line()).hasSizeLessThanOrEqualTo(2_048);
            assertThat(entry.json().get("truncated").asBoolean()).isTrue();
            assertThat(rig.ledger.truncated).isEqualTo(1);
        }
    }

    @Test
    void append_olderThanMaxAge_isDroppedWithAWarning() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            rig.append(rig.event("old")
                    .timestamp(ManualTime.START - Duration.ofDays(6).toNanos() - 1)
                    .build());
            assertThat(rig.ledger.dropped(DropReason.TOO_OLD)).isEqualTo(1);
            assertThat(rig.pending()).isZero();
            assertThat(rig.sink.settledThrough()).isEqualTo(1);
            assertThat(rig.warnings).singleElement().asString().contains("max_age");
        }
    }
}
