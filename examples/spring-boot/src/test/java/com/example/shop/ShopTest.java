package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.StoredEntry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the application, orders something, stops it, and reads its events back. */
class ShopTest {
    @Test
    void order_withRequestId_isFoundByTheId() throws Exception {
        try (DevLoki loki = DevLoki.start()) {
            Fapilog fapilog;
            try (ConfigurableApplicationContext shop =
                    SpringApplication.run(Shop.class, "--server.port=0", "--LOKI_URL=" + loki.lokiUri())) {
                fapilog = shop.getBean(Fapilog.class);
                HttpResponse<String> answer = order(shop.getEnvironment().getProperty("local.server.port"), "r-7");
                assertThat(answer.body()).isEqualTo("taken");
                assertThat(answer.headers().firstValue("X-Request-Id")).contains("r-7");
            }
            // The close of a context does not wait for Loki.
            assertThat(fapilog.flush(Duration.ofSeconds(30))).isTrue();
            assertThat(lines(loki, "Starting ")).as("events of the start").isNotEmpty();
            assertThat(lines(loki, "order 7 taken"))
                    .singleElement()
                    .asString()
                    .contains("\"requestId\":\"r-7\"", "\"order\":7");
            assertThat(lines(loki, "Graceful shutdown complete"))
                    .as("events of the shutdown")
                    .hasSize(1);
        }
    }

    private static HttpResponse<String> order(String port, String requestId) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders/7"))
                .header("X-Request-Id", requestId)
                .POST(BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static List<String> lines(DevLoki loki, String text) {
        return loki.entries("{app=\"shop\",env=\"dev\"} |= `" + text + "`").stream()
                .map(StoredEntry::line)
                .toList();
    }
}
