package io.fapilog.spring;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;

class FapilogEndpointTest {
    private final Fapilog fapilog = Fapilog.builder()
            .environment(false)
            .sink("loki://s3cret-user:s3cret-password@localhost:1?labels=app=shop&header.X-Key=s3cret-key&batch_size=7")
            .setting("jmx", "false")
            .start();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(FapilogAutoConfiguration.class))
            .withInitializer(context -> context.getBeanFactory().registerSingleton("fapilog", fapilog));

    @AfterEach
    void close() {
        fapilog.close();
    }

    @Test
    void endpoint_notExposed_isAbsent() {
        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(FapilogEndpoint.class));
    }

    @Test
    void endpoint_exposed_isThereOrThatOfTheApplication() {
        FapilogEndpoint own = new FapilogEndpoint(fapilog);
        ApplicationContextRunner exposed =
                runner.withPropertyValues("management.endpoints.web.exposure.include=fapilog");
        exposed.run(context -> assertThat(context).hasSingleBean(FapilogEndpoint.class));
        exposed.withBean("own", FapilogEndpoint.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(FapilogEndpoint.class)).isSameAs(own));
    }

    @Test
    void sinks_ofAPipeline_showSettingsAndAccountWithoutSecrets() {
        Map<String, Object> shown = new FapilogEndpoint(fapilog).sinks();
        String json = new JsonMapper().writeValueAsString(shown);
        assertThat(json).doesNotContain("s3cret");
        List<?> sinks = new JsonMapper().convertValue(shown.get("sinks"), List.class);
        assertThat(sinks).singleElement().isInstanceOfSatisfying(Map.class, sink -> {
            assertThat(sink.get("name")).isEqualTo("loki://localhost:1");
            assertThat(sink.get("lastAnswer")).isEqualTo("none");
            assertThat(sink.get("lastSuccess")).isEqualTo("never");
            assertThat(sink.get("oldestEvent")).isEqualTo("0ms");
            assertThat(sink.get("given")).isEqualTo(List.of("batch_size", "header.X-Key", "labels", "user"));
            assertThat(sink.get("settings"))
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("batch_size", "7")
                    .containsEntry("batch_interval", "2s")
                    .containsEntry("labels", "app=shop")
                    .containsEntry("user", "***")
                    .containsEntry("header.X-Key", "***");
            assertThat(sink.keySet().toString()).contains("buffer", "spool", "pushes");
        });
        assertThat(json)
                .contains(Arrays.stream(DropReason.values())
                        .map(reason -> "\"" + reason.label() + "\":0")
                        .toArray(String[]::new));
    }

    @Test
    void check_ofAPipeline_isShownFromThenOn() {
        try (DevLoki loki = DevLoki.start();
                Fapilog shipping = Fapilog.builder()
                        .environment(false)
                        .sink(loki.lokiUri() + "?labels=app=shop&header.X-Key=s3cret-key")
                        .setting("jmx", "false")
                        .start()) {
            FapilogEndpoint endpoint = new FapilogEndpoint(shipping);
            assertThat(endpoint.sinks()).containsEntry("lastCheck", Map.of());
            Map<String, Object> check = endpoint.check();
            assertThat(endpoint.sinks()).containsEntry("lastCheck", check);
            String json = new JsonMapper().writeValueAsString(check);
            assertThat(json)
                    .contains("\"at\":\"20", "\"outcome\":\"OK\",\"subject\":\"push\"")
                    .doesNotContain("s3cret", "FAIL");
            loki.events().withMessage("fapilog check").hasSize(1);
            loki.stop();
            assertThat(new JsonMapper().writeValueAsString(endpoint.check())).contains("FAIL");
            assertThat(shipping.stats().get(0).events().accepted()).isZero();
        }
    }

    @Test
    void check_duringAnother_returnsTheResultOfThatOne() throws Exception {
        try (DevLoki loki = DevLoki.start();
                Fapilog shipping = Fapilog.builder()
                        .environment(false)
                        .sink(loki.lokiUri() + "?labels=app=shop")
                        .setting("jmx", "false")
                        .start()) {
            FapilogEndpoint endpoint = new FapilogEndpoint(shipping);
            loki.script().next(Reply.stall());
            CompletableFuture<Object> first = CompletableFuture.supplyAsync(endpoint::check);
            await().until(() -> loki.script().stalled() == 1);
            Thread second = new Thread(endpoint::check);
            second.start();
            await().until(() -> second.getState() == Thread.State.WAITING);
            loki.script().release();
            first.join();
            second.join();
            loki.events().withMessage("fapilog check").hasSize(1);
        }
    }
}
