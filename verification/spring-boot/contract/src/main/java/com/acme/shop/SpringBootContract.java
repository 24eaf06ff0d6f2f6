package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fapilog.Fapilog;
import io.fapilog.devloki.DevLoki;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The tests of real applications with a Loki server. Not parallel, because they share the logging system. */
public abstract class SpringBootContract {
    private static final Logger LOG = LoggerFactory.getLogger("com.acme.Orders");

    private final DevLoki loki = DevLoki.start();
    private final Stored stored = new Stored(loki);
    private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

    /** For the tests of a class path. */
    protected SpringBootContract() {}

    /**
     * The location of a logging configuration that declares fapilog's appender, with the sink {@code ${by.hand}}.
     */
    protected abstract String configurationByHand();

    @AfterEach
    final void end() {
        contexts.forEach(ConfigurableApplicationContext::close);
        run("--fapilog.enabled=false").close();
        loki.close();
    }

    @Test
    final void run_withOneProperty_shipsFromTheStartOn() {
        ConfigurableApplicationContext context = run("--fapilog.sinks=" + sink("&labels=app=shop,env=dev"));
        MDC.put("requestId", "r-1");
        LOG.info("order {} taken", 7);
        MDC.clear();
        context.close();
        stored.awaitMessage("the till stops");
        assertThat(stored.messages())
                .anyMatch(message -> message.startsWith("Starting ") && message.contains("using Java"))
                .anyMatch(message -> message.startsWith("Started "))
                .contains("the till stops");
        assertThat(stored.events())
                .anySatisfy(event -> assertThat(event)
                        .containsEntry("message", "order 7 taken")
                        .containsEntry("logger", "com.acme.Orders")
                        .containsEntry("level", "INFO")
                        .containsEntry("requestId", "r-1"));
        assertThat(loki.entries())
                .allSatisfy(
                        entry -> assertThat(entry.labels()).containsAllEntriesOf(Map.of("app", "shop", "env", "dev")));
    }

    @Test
    final void run_withLokiInProperties_isTheSame() {
        run(
                "--fapilog.loki.url=" + loki.url(),
                "--fapilog.loki.labels.app=shop",
                "--fapilog.loki.label-fields=level",
                "--fapilog.loki.batch-interval=50ms");
        LOG.warn("low on paper");
        stored.awaitMessage("low on paper");
        assertThat(loki.entries("{app=\"shop\",level=\"WARN\"}"))
                .anyMatch(entry -> entry.line().contains("low on paper"));
    }

    @Test
    final void run_deployedAsWar_endsThePipelineWithTheContext() {
        SpringApplication application = new SpringApplication(Shop.class);
        application.setRegisterShutdownHook(false);
        StandardEnvironment environment = new StandardEnvironment();
        // As a servlet container gives it.
        environment.getPropertySources().addLast(new MapPropertySource("servletContextInitParams", Map.of()));
        application.setEnvironment(environment);
        ConfigurableApplicationContext context =
                application.run("--spring.main.web-application-type=none", "--fapilog.sinks=" + sink(""));
        Fapilog fapilog = context.getBean(Fapilog.class);
        context.close();
        assertThat(fapilog.isClosed()).isTrue();
        stored.awaitMessage("the till is gone");
        assertThat(stored.messages())
                .contains("the till stops")
                .anyMatch(message -> message.startsWith("Starting ") && message.contains("using Java"));
    }

    @Test
    final void run_withoutLabels_hasTheApplicationsNameAsService() {
        run("--fapilog.sinks=" + sink(""), "--spring.application.name=till");
        LOG.info("hello");
        stored.awaitMessage("hello");
        assertThat(loki.entries("{service_name=\"till\"}")).isNotEmpty();
    }

    @Test
    final void run_disabled_shipsNothingAndHasNoBeans() {
        ConfigurableApplicationContext context = run("--fapilog.enabled=false", "--fapilog.sinks=" + sink(""));
        LOG.info("secret");
        context.close();
        assertThat(context.getBeanFactory().containsSingleton("fapilog")).isFalse();
        assertThat(stored.messages()).isEmpty();
        assertThat(loki.pushes()).isEmpty();
    }

    @Test
    final void run_withoutSinks_hasNoBeans() {
        ConfigurableApplicationContext context = run();
        assertThat(context.getBeanNamesForType(Fapilog.class)).isEmpty();
        assertThat(context.containsBean("fapilogHealthIndicator")).isFalse();
    }

    @Test
    final void run_severalContexts_shipEachEventOnce() {
        String sinks = "--fapilog.sinks=" + sink("");
        Fapilog first = run(sinks).getBean(Fapilog.class);
        Fapilog second = run(sinks).getBean(Fapilog.class);
        run();
        LOG.info("only once");
        assertThat(first.flush(first.closeTimeout())).isTrue();
        assertThat(stored.count("only once")).isEqualTo(1);
        assertThat(second).isSameAs(first);
    }

    @Test
    final void run_again_shipsEachEventOnce() {
        String sinks = "--fapilog.sinks=" + sink("");
        run(sinks).close();
        LOG.info("between");
        Fapilog fapilog = run(sinks).getBean(Fapilog.class);
        LOG.info("afterwards");
        assertThat(fapilog.flush(fapilog.closeTimeout())).isTrue();
        assertThat(stored.count("between")).isEqualTo(1);
        assertThat(stored.count("afterwards")).isEqualTo(1);
    }

    @Test
    final void run_againWithOtherSettings_shipsByThem() {
        Fapilog first = run("--fapilog.sinks=" + sink("&labels=run=1")).getBean(Fapilog.class);
        Fapilog second = run("--fapilog.sinks=" + sink("&labels=run=2")).getBean(Fapilog.class);
        LOG.info("the second time");
        assertThat(second.flush(second.closeTimeout())).isTrue();
        assertThat(first.isClosed()).isTrue();
        assertThat(stored.count("the second time")).isEqualTo(1);
        assertThat(loki.entries("{run=\"2\"} |= `the second time`")).hasSize(1);
    }

    @Test
    final void run_lokiIsAway_startsAndDeliversLater() {
        loki.stop();
        run("--fapilog.sinks=" + sink("&backoff_min=10ms&backoff_max=50ms"));
        LOG.info("in the dark");
        loki.restart();
        stored.awaitMessage("in the dark");
    }

    @Test
    final void run_wrongConfiguration_startsAndReportsItOnce() {
        try (Output output = new Output()) {
            ConfigurableApplicationContext context = run("--fapilog.sinks=loki://host:99999?batch_sise=1");
            assertThat(context.isActive()).isTrue();
            assertThat(context.getBeanNamesForType(Fapilog.class)).isEmpty();
            assertThat(output.text().lines().filter(line -> line.contains("fapilog ships nothing")))
                    .singleElement()
                    .asString()
                    .contains("WARN");
            assertThat(output.text()).contains("the port must be", "did you mean batch_size?");
        }
    }

    @Test
    final void health_overHttp_isUpOnceEventsArrive() throws IOException, InterruptedException {
        ConfigurableApplicationContext context = run(
                "--spring.main.web-application-type=servlet",
                "--server.port=0",
                "--management.endpoint.health.show-details=always",
                "--fapilog.sinks=" + sink(""));
        LOG.info("hello");
        Fapilog fapilog = context.getBean(Fapilog.class);
        assertThat(fapilog.flush(fapilog.closeTimeout())).isTrue();
        String health = get(context, "/actuator/health/fapilog").body();
        assertThat(health).contains("\"status\":\"UP\"", "lastSuccess", loki.lokiUri());
    }

    @Test
    final void endpoint_overHttp_showsTheSinksWithoutSecrets() throws IOException, InterruptedException {
        ConfigurableApplicationContext context = run(
                "--spring.main.web-application-type=servlet",
                "--server.port=0",
                "--management.endpoints.web.exposure.include=fapilog",
                "--fapilog.sinks=" + sink("&labels=app=shop&token=s3cret-token"));
        LOG.info("hello");
        Fapilog fapilog = context.getBean(Fapilog.class);
        assertThat(fapilog.flush(fapilog.closeTimeout())).isTrue();
        HttpResponse<String> answer = get(context, "/actuator/fapilog");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains(loki.lokiUri(), "\"labels\":\"app=shop\"", "\"token\":\"***\"", "\"lastAnswer\":\"204, ")
                .doesNotContain("s3cret");
    }

    @Test
    final void accessLog_ofARequest_isShippedWithItsId() throws IOException, InterruptedException {
        ConfigurableApplicationContext context = run(
                "--spring.main.web-application-type=servlet",
                "--server.port=0",
                "--fapilog.http.access-log=true",
                "--fapilog.http.request-id=true",
                "--fapilog.sinks=" + sink(""));
        HttpResponse<String> answer = get(context, "/nowhere");
        assertThat(answer.statusCode()).isEqualTo(404);
        String id = answer.headers().firstValue("X-Request-Id").orElseThrow();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(stored.events())
                        .filteredOn(event -> "http.access".equals(event.get("logger")))
                        .singleElement()
                        .satisfies(event -> assertThat(event)
                                .containsEntry("level", "INFO")
                                .containsEntry("method", "GET")
                                .containsEntry("path", "/nowhere")
                                .containsEntry("request_id", id)
                                .hasEntrySatisfying(
                                        "status",
                                        status -> assertThat(status.toString()).isEqualTo("404"))
                                .containsKey("duration_ms")));
    }

    @Test
    final void meters_ofTheContext_countItsEvents() {
        ConfigurableApplicationContext context = run("--fapilog.sinks=" + sink(""));
        LOG.info("counted");
        MeterRegistry registry = context.getBean(MeterRegistry.class);
        assertThat(registry.get("fapilog.events.accepted").functionCounter().count())
                .isPositive();
        assertThat(registry.find("fapilog.events.dropped").functionCounters())
                .allSatisfy(counter -> assertThat(counter.count()).isZero());
    }

    @Test
    final void exit_ofTheApplication_deliversItsLastEvents() throws IOException, InterruptedException {
        assertThat(Application.run(List.of(), arguments())).isZero();
        assertThat(stored.messages()).contains("the main method ends", "the till stops", "the till is gone");
    }

    @Test
    final void exit_withoutSpringsHook_deliversWhatWasLogged() throws IOException, InterruptedException {
        assertThat(Application.run(List.of("-Dshop.no-hook=true"), arguments())).isZero();
        assertThat(stored.messages()).contains("the main method ends");
    }

    @Test
    final void exit_afterAFailedStart_deliversWhy() throws IOException, InterruptedException {
        assertThat(Application.run(List.of(), arguments("--shop.fails=true"))).isEqualTo(1);
        assertThat(stored.events())
                .anySatisfy(event -> assertThat(event)
                        .containsEntry("level", "ERROR")
                        .hasEntrySatisfying(
                                "exception_stacktrace",
                                trace -> assertThat(trace).asString().contains("the till is stuck")));
    }

    @Test
    final void run_appenderInTheLoggingConfiguration_isTheOnlyOne() throws IOException, InterruptedException {
        List<String> byHand = List.of("-Dby.hand=" + sink("&labels=by=hand"));
        String[] arguments = arguments("--logging.config=" + configurationByHand(), "--fapilog.loki.url=" + loki.url());
        assertThat(Application.run(byHand, arguments)).isZero();
        assertThat(stored.count("the main method ends")).isEqualTo(1);
        assertThat(loki.entries())
                .allMatch(entry -> "hand".equals(entry.labels().get("by")));
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext context, String path)
            throws IOException, InterruptedException {
        String port = context.getEnvironment().getProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private String[] arguments(String... further) {
        return Stream.concat(
                        Stream.of("--spring.main.web-application-type=none", "--fapilog.sinks=" + sink("")),
                        Arrays.stream(further))
                .toArray(String[]::new);
    }

    private ConfigurableApplicationContext run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--spring.main.web-application-type=none"));
        for (String argument : arguments) {
            all.removeIf(other -> other.startsWith(argument.substring(0, argument.indexOf('=') + 1)));
            all.add(argument);
        }
        SpringApplication application = new SpringApplication(Shop.class);
        ConfigurableApplicationContext context = application.run(all.toArray(new String[0]));
        contexts.add(context);
        return context;
    }

    private String sink(String parameters) {
        return loki.lokiUri() + "?batch_interval=50ms" + parameters;
    }
}
