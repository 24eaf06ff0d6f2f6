package io.fapilog.loki;

import java.util.Map;

class GzipJsonWireTest extends WireContract {
    GzipJsonWireTest() {
        super(new JsonWire(true));
    }

    @Override
    DecodedPush decode(byte[] body) {
        Map<String, String> headers = Map.of("content-type", "application/json", "content-encoding", "gzip");
        return DecodedPush.of(new ScriptedServer.Request("", headers, body, 0));
    }
}
