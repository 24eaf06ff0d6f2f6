package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The access log of WebFlux with Netty, in an application that ships nothing. */
final class Boot4WebFluxTest {
    private static final Semaphore WAITING = new Semaphore(0);

    private final ConfigurableApplicationContext context = new SpringApplication(Shop.class, Orders.class)
            .run("--server.port=0", "--fapilog.http.access-log=true", "--fapilog.http.request-id=true");
    private final Appender appender = new Appender();

    Boot4WebFluxTest() {
        Logger logger = (Logger) LoggerFactory.getLogger("http.access");
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void close() {
        ((Logger) LoggerFactory.getLogger("http.access")).detachAppender(appender);
        context.close();
    }

    @Test
    void requests_ofEachKind_areLoggedOnce() throws Exception {
        HttpResponse<String> answer = get("/orders/7");
        assertThat(answer.headers().firstValue("X-Request-Id")).hasValue(answer.body());
        assertThat(get("/fails").statusCode()).isEqualTo(500);
        await().atMost(Duration.ofMinutes(1)).until(() -> appender.events.size() == 2);
        assertThat(appender.fields(0))
                .containsEntry("route", "/orders/{id}")
                .containsEntry("path", "/orders/7")
                .containsEntry("status", 200)
                .containsEntry("request_id", answer.body());
        assertThat(appender.fields(1)).containsEntry("route", "/fails").containsEntry("status", 500);
    }

    @Test
    void request_whoseClientGoes_isLoggedWith499() throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String request = "GET /never HTTP/1.1\r\nHost: x\r\n\r\n";
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(WAITING.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> appender.events.size() == 1);
        assertThat(appender.fields(0)).containsEntry("status", 499).containsEntry("route", "/never");
    }

    private int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** What is logged to it. */
    private static final class Appender extends AppenderBase<ILoggingEvent> {
        final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }

        Map<String, Object> fields(int index) {
            return events.get(index).getKeyValuePairs().stream()
                    .collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
        }
    }

    /** The handlers. */
    @RestController
    static class Orders {
        @GetMapping("/orders/{id}")
        Mono<String> order(@PathVariable("id") String id) {
            return Mono.deferContextual(context -> Mono.just(context.getOrDefault("request_id", id)));
        }

        @GetMapping("/fails")
        Mono<String> fails() {
            return Mono.error(new IllegalStateException("simulated"));
        }

        @GetMapping("/never")
        Mono<String> never() {
            return Mono.<String>never().doOnSubscribe(subscription -> WAITING.release());
        }
    }
}
