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
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.embedded.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.web.reactive.context.ConfigurableReactiveWebApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** WebFlux with Netty. */
class WebFluxAccessLogTest
        extends AccessLogContract<
                ReactiveWebApplicationContextRunner,
                ConfigurableReactiveWebApplicationContext,
                AssertableReactiveWebApplicationContext> {
    private static final Semaphore WAITING = new Semaphore(0);

    WebFluxAccessLogTest() {
        super(
                new ReactiveWebApplicationContextRunner(AnnotationConfigReactiveWebServerApplicationContext::new)
                        .withConfiguration(AutoConfigurations.of(
                                ReactiveWebServerFactoryAutoConfiguration.class,
                                HttpHandlerAutoConfiguration.class,
                                WebFluxAutoConfiguration.class,
                                CodecsAutoConfiguration.class,
                                ErrorWebFluxAutoConfiguration.class,
                                HttpAutoConfiguration.class))
                        .withBean(NettyReactiveWebServerFactory.class, NettyReactiveWebServerFactory::new)
                        .withUserConfiguration(Orders.class, Ids.class),
                AccessWebFilter.class,
                "spring.webflux.base-path");
    }

    @Override
    ReactiveWebApplicationContextRunner withIdleFilter(ReactiveWebApplicationContextRunner to, String name) {
        return to.withBean(name, WebFilter.class, () -> (exchange, chain) -> chain.filter(exchange));
    }

    @Override
    ReactiveWebApplicationContextRunner withGuard(ReactiveWebApplicationContextRunner to) {
        WebFilter guard = (exchange, chain) -> {
            exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
            return exchange.getResponse().setComplete();
        };
        return to.withBean("guard", WebFilter.class, () -> guard);
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
