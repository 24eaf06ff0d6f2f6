package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.LogEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProtobufWireTest extends WireContract {
    ProtobufWireTest() {
        super(new ProtobufWire());
    }

    @Override
    DecodedPush decode(byte[] body) {
        return DecodedPush.ofProtobuf(body);
    }

    @Test
    void labels_anyValue_areInTheSyntaxOfPrometheus() {
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put("b", "C:\\temp \"x\"\nĄ😀");
        labels.put("a", "1");
        assertThat(wire.labels(labels))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{a=\"1\", b=\"C:\\\\temp \\\"x\\\"\\nĄ😀\"}");
    }

    @Test
    void entry_timeBefore1970_hasPositiveNanos() {
        LogEvent event = event(-1, "old").build();
        assertThat(decode(seal(List.of(event), 1)).entries().get(0).timestamp()).isEqualTo(-1);
    }
}
