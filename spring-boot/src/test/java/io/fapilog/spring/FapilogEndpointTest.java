package io.fapilog.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
}
