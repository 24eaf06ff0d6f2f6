package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.devloki.ArrivedEvents;
import io.fapilog.devloki.DevLokiExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the application, orders something, stops it, and reads its events back. */
class ShopTest {
    @RegisterExtension
    static final DevLokiExtension LOKI = new DevLokiExtension();

    @Test
    void order_withRequestId_isFoundByTheId() throws Exception {
        try (ConfigurableApplicationContext shop = SpringApplication.run(
                Shop.class, "--server.port=0", "--LOKI_URL=" + LOKI.server().lokiUri())) {
            HttpResponse<String> answer = order(shop.getEnvironment().getProperty("local.server.port"), "r-7");
            assertThat(answer.body()).isEqualTo("taken");
            assertThat(answer.headers().firstValue("X-Request-Id")).contains("r-7");
        }
        ArrivedEvents events = LOKI.events().withLabel("app", "shop").withLabel("env", "dev");
        // The close of a context does not wait for Loki, but this does.
        events.inOrder("Starting ", "order 7 taken", "Graceful shutdown complete");
        events.withField("requestId", "r-7").withField("order", 7).hasSize(1);
    }

    private static HttpResponse<String> order(String port, String requestId) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders/7"))
                .header("X-Request-Id", requestId)
                .POST(BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
