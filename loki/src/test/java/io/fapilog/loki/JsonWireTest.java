package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonWireTest extends WireContract {
    JsonWireTest() {
        super(new JsonWire(false));
    }

    @Override
    DecodedPush decode(byte[] body) {
        return DecodedPush.ofJson(body);
    }

    @Test
    void seal_twoEvents_isTheJsonOfLokisPushApi() {
        byte[] body = seal(
                List.of(
                        event(1_700_000_000_000_000_000L, "placed \"A\"").build(),
                        event(1_700_000_000_000_000_001L, "paid")
                                .attribute("trace_id", "4bf9")
                                .build()),
                1);
        assertThat(new String(body, StandardCharsets.UTF_8))
                .isEqualTo("{\"streams\":[{\"stream\":{\"app\":\"shop 0\"},\"values\":["
                        + "[\"1700000000000000000\",\"{\\\"timestamp\\\":\\\"2023-11-14T22:13:20.000000000Z\\\","
                        + "\\\"level\\\":\\\"INFO\\\",\\\"logger\\\":\\\"shop.Orders\\\",\\\"thread\\\":\\\"main\\\","
                        + "\\\"message\\\":\\\"placed \\\\\\\"A\\\\\\\"\\\"}\"],"
                        + "[\"1700000000000000001\",\"{\\\"timestamp\\\":\\\"2023-11-14T22:13:20.000000001Z\\\","
                        + "\\\"level\\\":\\\"INFO\\\",\\\"logger\\\":\\\"shop.Orders\\\",\\\"thread\\\":\\\"main\\\","
                        + "\\\"message\\\":\\\"paid\\\",\\\"trace_id\\\":\\\"4bf9\\\"}\",{\"trace_id\":\"4bf9\"}]]}]}");
    }

    @Test
    void labels_anyValue_areEscaped() {
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put("a", "C:\\temp \"x\"\n\u0001");
        labels.put("b", "Ą");
        assertThat(wire.labels(labels))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"a\":\"C:\\\\temp \\\"x\\\"\\u000a\\u0001\",\"b\":\"Ą\"}");
    }
}
