package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The HTTP request of a push. */
class RequestTest {
    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void request_protobuf_isAnHttp11PostWithItsContentType() {
        try (SinkRig rig = new SinkRig("http://localhost:" + server.port() + "/a%20b?format=protobuf")) {
            rig.append("one").deliver();
            ScriptedServer.Request request = server.requests.get(0);
            assertThat(request.line()).isEqualTo("POST /a%20b/loki/api/v1/push HTTP/1.1");
            assertThat(request.headers())
                    .containsEntry("host", "localhost:" + server.port())
                    .containsEntry("content-type", "application/x-protobuf")
                    .containsEntry("content-length", "" + request.body().length)
                    .containsEntry("user-agent", "fapilog-loki")
                    .doesNotContainKeys(
                            "content-encoding", "upgrade", "http2-settings", "x-scope-orgid", "authorization");
        }
    }

    @Test
    void request_json_hasItsContentTypeAndEncoding() {
        try (SinkRig rig = new SinkRig(server.uri("format=json"))) {
            rig.append("one").deliver();
            assertThat(server.requests.get(0).headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("content-encoding", "gzip");
        }
        try (SinkRig rig = new SinkRig(server.uri("format=json", "compression=none"))) {
            rig.append("two").deliver();
            assertThat(server.requests.get(1).headers()).doesNotContainKey("content-encoding");
            assertThat(server.push(1).messages()).containsExactly("two");
        }
    }

    @Test
    void request_tenantTokenAndHeader_areHeaders() {
        try (SinkRig rig = new SinkRig(server.uri("tenant=team-a", "token=abc", "header.X-Extra=1%202"))) {
            rig.append("one").deliver();
            assertThat(server.requests.get(0).headers())
                    .containsEntry("x-scope-orgid", "team-a")
                    .containsEntry("authorization", "Bearer abc")
                    .containsEntry("x-extra", "1 2");
        }
    }

    @Test
    void connection_severalPushes_isReused() {
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1"))) {
            for (int i = 0; i < 5; i++) {
                rig.append(1).exchange();
            }
            assertThat(server.requests)
                    .extracting(ScriptedServer.Request::connection)
                    .containsOnly(1);
        }
    }
}
