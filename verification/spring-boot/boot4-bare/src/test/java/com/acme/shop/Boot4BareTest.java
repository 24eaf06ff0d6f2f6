package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A class path without the Loki sink, Actuator and Micrometer. */
final class Boot4BareTest {
    @Test
    void run_lokiModuleMissing_startsAndNamesTheArtifactOnce() {
        try (Output output = new Output();
                ConfigurableApplicationContext context = run("--fapilog.sinks=loki://localhost:3100")) {
            assertThat(context.isActive()).isTrue();
            assertThat(context.getBeanNamesForType(Fapilog.class)).isEmpty();
            assertThat(output.text().lines().filter(line -> line.contains("io.fapilog:fapilog-loki")))
                    .singleElement()
                    .asString()
                    .contains("WARN");
        }
    }

    @Test
    void run_lokiModuleMissing_otherSinksWork() {
        try (Output output = new Output();
                ConfigurableApplicationContext context = run(
                        "--fapilog.sinks=stdout,loki://localhost:3100?labels=app=shop,env=dev",
                        "--fapilog.json-console=json")) {
            Fapilog fapilog = context.getBean(Fapilog.class);
            assertThat(fapilog.flush(fapilog.closeTimeout())).isTrue();
            assertThat(output.text()).contains("\"message\":\"Started ");
            assertThat(context.containsBean("fapilogHealthIndicator")).isFalse();
            assertThat(context.containsBean("fapilogMeters")).isFalse();
            assertThat(context.containsBean("fapilogEndpoint")).isFalse();
        }
        run("--fapilog.enabled=false").close();
    }

    @Test
    void run_accessLogWithoutAWebServer_startsWithoutAFilter() {
        try (ConfigurableApplicationContext context =
                run("--fapilog.http.access-log=true", "--fapilog.http.request-id=true")) {
            assertThat(context.containsBean("fapilogAccessFilter")).isFalse();
        }
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        return new SpringApplication(Shop.class).run(arguments);
    }
}
