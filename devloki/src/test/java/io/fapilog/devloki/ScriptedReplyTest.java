package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DevLokiExtension.class)
class ScriptedReplyTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final DevLoki loki;
    private final LokiApi api;

    ScriptedReplyTest(DevLoki loki) {
        this.loki = loki;
        this.api = new LokiApi(loki.url());
    }

    private static String body(String line) {
        return json(stream(Map.of("app", "x"), List.of(Long.toString(ContractServers.now()), line)));
    }

    private HttpResponse<String> push() throws Exception {
        return api.push(body("hello"));
    }

    private CompletableFuture<HttpResponse<String>> pushAsync() {
        return api.pushAsync(body("hello"));
    }

    private List<Integer> statuses() {
        return loki.pushes().stream().map(ReceivedPush::status).toList();
    }

    /** A raw connection, which shows the bytes of a response and the end of the connection. */
    private final class Connection implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), loki.port());

        Connection() throws IOException {
            socket.setSoTimeout(10_000);
        }

        Connection send(String line) throws IOException {
            byte[] body = body(line).getBytes(UTF_8);
            String head = "POST /loki/api/v1/push HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            socket.getOutputStream().write(body);
            return this;
        }

        /** Everything that the server sends until it closes the connection. */
        String readAll() throws IOException {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }

        String read(int count) throws IOException {
            return new String(socket.getInputStream().readNBytes(count), UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void next_severalReplies_areGivenOnceInOrderWithoutStoring() throws Exception {
        loki.script().next(Reply.status(500, "text").header("Retry-After", "1"), Reply.status(429));
        HttpResponse<String> first = push();
        assertThat(first.statusCode()).isEqualTo(500);
        assertThat(first.body()).isEqualTo("text");
        assertThat(first.headers().firstValue("Retry-After")).contains("1");
        HttpResponse<String> second = push();
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.body()).isEmpty();
        assertThat(loki.script().remaining()).isZero();
        assertThat(loki.entries()).isEmpty();
        assertThat(push().statusCode()).isEqualTo(204);
        assertThat(loki.entries()).hasSize(1);
        assertThat(statuses()).containsExactly(500, 429, 204);
    }

    @Test
    void next_withCount_givesTheReplyThatOften() throws Exception {
        loki.script().next(3, Reply.status(503));
        for (int i = 0; i < 4; i++) {
            push();
        }
        assertThat(statuses()).containsExactly(503, 503, 503, 204);
    }

    @Test
    void always_untilCleared_isGivenToEveryPush() throws Exception {
        loki.script().always(Reply.status(260, "blocked"));
        push();
        push();
        loki.script().clear();
        push();
        assertThat(statuses()).containsExactly(260, 260, 204);
    }

    @Test
    void when_condition_appliesToMatchingPushesOnly() throws Exception {
        loki.script().when(push -> push.entries() > 1, Reply.status(413, "too many"));
        String ns = Long.toString(ContractServers.now());
        String two = json(stream(Map.of("app", "x"), List.of(ns, "a"), List.of(ns, "b")));
        assertThat(api.push(two).statusCode()).isEqualTo(413);
        assertThat(push().statusCode()).isEqualTo(204);
    }

    @Test
    void storeFirst_withStatus_storesThePush() throws Exception {
        loki.script().next(Reply.status(500).storeFirst());
        assertThat(push().statusCode()).isEqualTo(500);
        assertThat(loki.entries()).hasSize(1);
    }

    @Test
    void delay_ofRealReply_storesAndResponds() throws Exception {
        loki.script().next(Reply.real().delay(Duration.ofMillis(20)));
        assertThat(push().statusCode()).isEqualTo(204);
        assertThat(loki.entries()).hasSize(1);
    }

    @Test
    void stall_released_storesAndResponds() throws Exception {
        loki.script().next(Reply.stall());
        CompletableFuture<HttpResponse<String>> response = pushAsync();
        await().atMost(LONG).until(() -> loki.script().stalled() == 1);
        assertThat(response).isNotDone();
        assertThat(loki.entries()).isEmpty();
        loki.script().release();
        assertThat(response.get().statusCode()).isEqualTo(204);
        assertThat(loki.entries()).hasSize(1);
        assertThat(loki.script().stalled()).isZero();
    }

    @Test
    void stall_storedFirst_storesBeforeRelease() throws Exception {
        loki.script().next(Reply.stall().storeFirst());
        CompletableFuture<HttpResponse<String>> response = pushAsync();
        await().atMost(LONG).until(() -> loki.script().stalled() == 1);
        assertThat(loki.entries()).hasSize(1);
        assertThat(response).isNotDone();
        loki.script().clear();
        assertThat(response.get().statusCode()).isEqualTo(204);
        assertThat(loki.counters().stored()).isEqualTo(1);
    }

    @Test
    void stall_manyPushes_doesNotBlockOthers() throws Exception {
        loki.script().next(50, Reply.stall());
        List<CompletableFuture<HttpResponse<String>>> responses =
                Stream.generate(this::pushAsync).limit(50).toList();
        await().atMost(LONG).until(() -> loki.script().stalled() == 50);
        assertThat(push().statusCode()).isEqualTo(204);
        assertThat(responses).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void stop_whileStalled_closesTheConnection() throws Exception {
        loki.script().next(Reply.stall());
        try (Connection connection = new Connection().send("x")) {
            await().atMost(LONG).until(() -> loki.script().stalled() == 1);
            loki.stop();
            assertThat(connection.readAll()).isEmpty();
        }
    }

    @Test
    void stallBody_untilReleased_sendsHeadAndTextOnly() throws Exception {
        loki.script().next(Reply.status(500, "half").stallBody());
        try (Connection connection = new Connection().send("x")) {
            String head = "HTTP/1.1 500 ";
            assertThat(connection.read(head.length())).isEqualTo(head);
            await().atMost(LONG).until(() -> loki.script().stalled() == 1);
            loki.script().release();
            assertThat(connection.readAll())
                    .contains("Content-Length: 1028\r\n")
                    .endsWith("\r\n\r\nhalf");
        }
    }

    @Test
    void reset_afterReading_resetsTheConnection() throws Exception {
        loki.script().next(Reply.reset());
        try (Connection connection = new Connection().send("x")) {
            assertThatThrownBy(connection::readAll).isInstanceOf(SocketException.class);
        }
        assertThat(loki.entries()).isEmpty();
        assertThat(statuses()).containsExactly(0);
    }

    @Test
    void reset_storedFirst_storesThePush() throws Exception {
        loki.script().next(Reply.reset().storeFirst());
        assertThatThrownBy(this::push).isInstanceOf(IOException.class);
        assertThat(loki.entries()).hasSize(1);
    }

    @Test
    void reset_beforeReading_readsNothing() throws Exception {
        loki.script().next(Reply.reset().beforeReading());
        assertThatThrownBy(this::push).isInstanceOf(IOException.class);
        assertThat(loki.pushes())
                .singleElement()
                .satisfies(push -> assertThat(push.wireBytes()).isZero());
    }

    @Test
    void status_beforeReading_respondsBeforeTheBodyArrives() throws Exception {
        loki.script().next(Reply.status(413).beforeReading());
        try (Connection connection = new Connection()) {
            connection
                    .socket
                    .getOutputStream()
                    .write("POST /loki/api/v1/push HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n"
                            .getBytes(UTF_8));
            assertThat(connection.read(12)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void hangUp_onKeptAliveConnection_closesItWithoutResponse() throws Exception {
        loki.script().next(Reply.real(), Reply.hangUp());
        try (Connection connection = new Connection().send("first")) {
            assertThat(connection.read(12)).isEqualTo("HTTP/1.1 204");
            connection.send("second");
            assertThat(connection.readAll()).endsWith("\r\n\r\n").doesNotContain("HTTP/1.1");
        }
        assertThat(loki.entries()).extracting(StoredEntry::line).containsExactly("first");
    }

    @Test
    void truncated_withBody_endsInTheBody() throws Exception {
        loki.script().next(Reply.status(500, "0123456789").truncated());
        try (Connection connection = new Connection().send("x")) {
            assertThat(connection.readAll())
                    .startsWith("HTTP/1.1 500 ")
                    .contains("Content-Length: 10\r\n")
                    .endsWith("\r\n\r\n01234");
        }
        loki.script().next(Reply.status(500, "0123456789").truncated());
        assertThatThrownBy(this::push).isInstanceOf(IOException.class);
    }

    @Test
    void truncated_withoutBody_endsInTheHead() throws Exception {
        loki.script().next(Reply.real().truncated());
        try (Connection connection = new Connection().send("x")) {
            assertThat(connection.readAll()).startsWith("HTTP/1.1 204 ").doesNotContain("\r\n\r\n");
        }
        assertThat(loki.entries()).hasSize(1);
    }

    @Test
    void closeAfter_completeResponse_closesUnannounced() throws Exception {
        loki.script().next(Reply.real().closeAfter());
        try (Connection connection = new Connection().send("x")) {
            assertThat(connection.readAll())
                    .startsWith("HTTP/1.1 204 ")
                    .endsWith("\r\n\r\n")
                    .doesNotContain("close");
        }
        assertThat(loki.entries()).hasSize(1);
    }

    @Test
    void status_outOfRange_throwsIllegalArgument() {
        assertThatThrownBy(() -> Reply.status(99)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Reply.status(600)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void connection_keptAlive_servesManyPushes() throws Exception {
        try (Connection connection = new Connection()) {
            InputStream in = connection.socket.getInputStream();
            for (int i = 0; i < 3; i++) {
                connection.send("line " + i);
                int number = i;
                assertThat(new String(in.readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 204");
                in.skipNBytes(in.available());
                await().atMost(LONG).until(() -> loki.entries().size() == number + 1);
            }
        }
    }
}
