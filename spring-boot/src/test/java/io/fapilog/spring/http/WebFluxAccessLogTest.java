package io.fapilog.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.http.codec.CodecsAutoConfiguration;
import org.springframework.boot.autoconfigure.web.reactive.HttpHandlerAutoConfiguration;
import org.springframework.boot.autoconfigure.web.reactive.ReactiveWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.reactive.WebFluxAutoConfiguration;
import org.springframework.boot.autoconfigure.web.reactive.error.ErrorWebFluxAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.embedded.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** WebFlux with Netty. */
class WebFluxAccessLogTest extends AccessLogContract {
    private static final Semaphore WAITING = new Semaphore(0);

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner(
                    AnnotationConfigReactiveWebServerApplicationContext::new)
            .withConfiguration(AutoConfigurations.of(
                    ReactiveWebServerFactoryAutoConfiguration.class,
                    HttpHandlerAutoConfiguration.class,
                    WebFluxAutoConfiguration.class,
                    CodecsAutoConfiguration.class,
                    ErrorWebFluxAutoConfiguration.class,
                    HttpAutoConfiguration.class))
            .withBean(NettyReactiveWebServerFactory.class, NettyReactiveWebServerFactory::new)
            .withInitializer(new ServerPortInfoApplicationContextInitializer())
            .withPropertyValues("server.port=0")
            .withUserConfiguration(Orders.class, Ids.class);

    @Override
    void run(List<String> properties, Test1 test) {
        runner.withPropertyValues(properties.toArray(String[]::new)).run(context -> {
            assertThat(context).hasNotFailed();
            test.on(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        });
    }

    @Override
    String[] filters(String... properties) {
        String[][] names = new String[1][];
        runner.withPropertyValues(properties)
                .run(context -> names[0] = context.getBeanNamesForType(AccessWebFilter.class));
        return names[0];
    }

    @Test
    void filter_ofTheApplication_replacesOurs() {
        WebFilter own = (exchange, chain) -> chain.filter(exchange);
        runner.withPropertyValues(LOG)
                .withBean("fapilogAccessFilter", WebFilter.class, () -> own)
                .run(context -> assertThat(context).doesNotHaveBean(AccessWebFilter.class));
    }

    @Test
    void request_refusedByAnotherFilter_isLogged() {
        WebFilter guard = (exchange, chain) -> {
            exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
            return exchange.getResponse().setComplete();
        };
        runner.withPropertyValues(LOG)
                .withBean("guard", WebFilter.class, () -> guard)
                .run(context -> {
                    int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
                    assertThat(get(port, "/orders/1").statusCode()).isEqualTo(401);
                    assertThat(AccessEvents.fields(events.only()))
                            .containsEntry("status", 401)
                            .doesNotContainKey("route");
                });
    }

    @Test
    void request_whoseClientGoes_isLoggedWith499() {
        run(List.of(LOG, ID), port -> {
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                String request = "GET /never HTTP/1.1\r\nHost: x\r\nX-Request-Id: r-4\r\n\r\n";
                client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertThat(WAITING.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(AccessEvents.fields(events.only()))
                    .containsEntry("status", 499)
                    .containsEntry("route", "/never")
                    .containsEntry("request_id", "r-4");
        });
    }

    @Test
    void request_whoseClientGoesAfterTheBeginOfTheAnswer_hasItsStatus() {
        run(List.of(LOG), port -> {
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                String request = "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n";
                client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertThat(client.getInputStream().read()).isEqualTo('H');
            }
            assertThat(AccessEvents.fields(events.only()))
                    .containsEntry("status", 200)
                    .containsEntry("route", "/endless");
        });
    }

    @Test
    void request_belowABasePath_isSkippedByThePathWithinTheApplication() {
        run(List.of(LOG, "spring.webflux.base-path=/shop"), port -> {
            get(port, "/shop/actuator/info");
            get(port, "/shop/orders/1");
            assertThat(AccessEvents.fields(events.only())).containsEntry("path", "/shop/orders/1");
        });
    }

    /** What the application sees of the id, and a request that never ends. */
    @RestController
    static class Ids {
        @GetMapping("/id")
        Mono<String> id() {
            return Mono.deferContextual(context -> Mono.just(context.getOrDefault("request_id", "none")));
        }

        @GetMapping(path = "/endless", produces = "text/event-stream")
        Flux<String> endless() {
            return Flux.just("begin").concatWith(Flux.never());
        }

        @GetMapping("/never")
        Mono<String> never() {
            return Mono.<String>never().doOnSubscribe(subscription -> WAITING.release());
        }
    }
}
