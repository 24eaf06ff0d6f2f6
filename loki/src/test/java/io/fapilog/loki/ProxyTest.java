package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.ConfigurationException;
import io.fapilog.config.Options;
import io.fapilog.config.SinkUri;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Proxies of the settings and of the environment. */
class ProxyTest {
    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void proxy_withUser_receivesThePushAndTheUser() {
        try (SinkRig rig = new SinkRig("loki://loki.invalid?proxy=http://u:p@127.0.0.1:" + server.port())) {
            rig.append("one").deliver();
            assertThat(server.requests.get(0).line())
                    .isEqualTo("POST http://loki.invalid:3100/loki/api/v1/push HTTP/1.1");
            assertThat(server.requests.get(0).headers()).containsEntry("proxy-authorization", "Basic dTpw");
        }
    }

    @Test
    void proxy_withUserAndTls_isRefusedSinceTheJdkDoesNotSendTheUser() {
        assertThat(refusal("proxy=http://u:hunter2@p"))
                .contains("disabledSchemes")
                .doesNotContain("hunter2");
    }

    @Test
    void proxy_ofTheEnvironment_isUsedExceptForNoProxy() {
        Map<String, String> environment = Map.of(
                "HTTP_PROXY", "http://p:8080", "https_proxy", "q:8081", "NO_PROXY", "localhost, .internal,*.corp,db");
        assertThat(proxy("loki://h", environment)).endsWith("p:8080");
        assertThat(proxy("lokis://h", environment)).endsWith("q:8081");
        assertThat(proxy("loki://loki.internal", environment)).isEqualTo("DIRECT");
        assertThat(proxy("loki://a.corp", environment)).isEqualTo("DIRECT");
        assertThat(proxy("loki://db", environment)).isEqualTo("DIRECT");
        assertThat(proxy("loki://mydb", environment)).endsWith("p:8080");
        assertThat(proxy("loki://h", Map.of())).isEqualTo("DIRECT");
        assertThat(proxy("loki://h", Map.of("HTTP_PROXY", "p", "NO_PROXY", "*")))
                .isEqualTo("DIRECT");
    }

    private static String proxy(String uri, Map<String, String> environment) {
        SinkUri sink = SinkUri.parse(uri);
        Endpoint endpoint = Endpoint.read(sink, sink.options());
        Options options = new Options("loki", List.of(new Options.Entry("proxy", "env")));
        Proxy proxy = Proxies.read(options, endpoint, environment)
                .selector()
                .select(URI.create("http://" + endpoint.uri().getHost()))
                .get(0);
        options.finish();
        return proxy.address() == null
                ? "DIRECT"
                : ((InetSocketAddress) proxy.address()).getHostString() + ":"
                        + ((InetSocketAddress) proxy.address()).getPort();
    }

    private static String refusal(String parameters) {
        ConfigurationException thrown = Assertions.catchThrowableOfType(
                ConfigurationException.class,
                () -> new LokiSinkProvider().plan(SinkUri.parse("lokis://h?" + parameters), SinkRig.DEFAULTS));
        return String.valueOf(thrown.getMessage());
    }
}
