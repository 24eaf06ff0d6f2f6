package io.fapilog.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fapilog.ConfigurationException;
import io.fapilog.Fapilog;
import io.fapilog.spring.Setup.Kind;
import io.fapilog.spring.Setup.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** The setup that results from the properties of an application. */
class SetupReaderTest {
    private final StandardEnvironment environment = new StandardEnvironment();

    @Test
    void read_oneTextWithCommasInItsLabels_isNotSplit() {
        assertThat(read("fapilog.sinks: stdout,loki://loki:3100?labels=app=myapi,env=dev")
                        .settings())
                .containsExactly(sink("stdout,loki://loki:3100?labels=app=myapi,env=dev"));
    }

    @Test
    void read_listOfSinks_isOneEach() {
        assertThat(read("""
                        fapilog:
                          sinks:
                            - stdout
                            - loki://loki:3100?labels=app=myapi,env=dev
                        """).settings())
                .containsExactly(sink("stdout"), sink("loki://loki:3100?labels=app=myapi,env=dev"));
    }

    @Test
    void read_propertiesOfTheAccessLog_areNotOurs() {
        Setup setup = read("fapilog.sinks: stdout\nfapilog.http.access-log: true\nfapilog.http.headers: [a, b]");
        assertThat(setup.settings()).containsExactly(sink("stdout"));
        assertThat(setup.violations()).isEmpty();
    }

    @Test
    void read_indexedProperties_isOneEach() {
        assertThat(read("fapilog.sinks[0]: stdout\nfapilog.sinks[1]: loki://loki")
                        .settings())
                .containsExactly(sink("stdout"), sink("loki://loki"));
    }

    @Test
    void read_environmentVariables_areTheSameProperties() {
        variables(Map.of(
                "FAPILOG_SINKS", "loki://loki?labels=app=a,env=b",
                "FAPILOG_QUEUE_MAXSIZE", "7",
                "FAPILOG_LOKI_URL", "http://other:3100",
                "FAPILOG_LOKI_BATCH_SIZE", "3",
                "FAPILOG_LOKI_LABELS_APP", "shop"));
        assertThat(SetupReader.read(environment).settings())
                .containsExactly(
                        new Setting(Kind.SETTING, "queue_maxsize", "7"),
                        sink("loki://loki?labels=app=a,env=b"),
                        sink("http://other:3100"),
                        new Setting(Kind.OPTION, "batch_size", "3"),
                        new Setting(Kind.OPTION, "label.app", "shop"));
    }

    @Test
    void read_unknownEnvironmentVariables_areNoMistake() {
        variables(Map.of("FAPILOG_HOME", "/opt", "FAPILOG_SINKS", "stdout"));
        assertThat(SetupReader.read(environment)).isEqualTo(new Setup(true, List.of(sink("stdout")), List.of()));
    }

    @Test
    void read_settings_areWrittenInFapilogsWay() {
        assertThat(read("""
                        fapilog:
                          sinks: stdout
                          service: shop
                          queue-maxsize: 7
                          queue-overflow: drop-newest
                          block-timeout: 2
                          buffer: 1MB
                          json-console: json
                          close-timeout: PT1.5S
                          jmx: off
                        """).settings())
                .containsExactly(
                        new Setting(Kind.SETTING, "service", "shop"),
                        new Setting(Kind.SETTING, "queue_maxsize", "7"),
                        new Setting(Kind.SETTING, "queue_overflow", "drop_newest"),
                        new Setting(Kind.SETTING, "block_timeout", "2s"),
                        new Setting(Kind.SETTING, "buffer", "1MiB"),
                        new Setting(Kind.SETTING, "json_console", "json"),
                        new Setting(Kind.SETTING, "close_timeout", "1500ms"),
                        new Setting(Kind.SETTING, "jmx", "false"),
                        sink("stdout"));
    }

    @Test
    void read_lokiInProperties_isASinkWithOptions() {
        assertThat(read("""
                        fapilog.loki:
                          url: https://loki.example.com/logs
                          username: me
                          password: a/b@c
                          labels: {app: shop, env: prod}
                          label-fields: [level, logger]
                          metadata: []
                          batch-interval: 250us
                          header: {X-Team: red}
                        """).settings())
                .containsExactly(
                        sink("https://me:a%2Fb%40c@loki.example.com/logs"),
                        new Setting(Kind.OPTION, "label_fields", "level,logger"),
                        new Setting(Kind.OPTION, "metadata", "none"),
                        new Setting(Kind.OPTION, "batch_interval", "250000ns"),
                        new Setting(Kind.OPTION, "label.app", "shop"),
                        new Setting(Kind.OPTION, "label.env", "prod"),
                        new Setting(Kind.OPTION, "header.X-Team", "red"));
    }

    @Test
    void read_valuesThatSpringCannotRead_areLeftToFapilog() {
        assertThat(read("""
                        fapilog.buffer: 1MiB
                        fapilog.loki:
                          url: loki://loki
                          labels: app=shop,env=prod
                          batch-bytes: 64KiB
                          max-retries: unlimited
                        """).settings())
                .containsExactlyInAnyOrder(
                        sink("loki://loki"),
                        new Setting(Kind.SETTING, "buffer", "1MiB"),
                        new Setting(Kind.OPTION, "labels", "app=shop,env=prod"),
                        new Setting(Kind.OPTION, "batch_bytes", "64KiB"),
                        new Setting(Kind.OPTION, "max_retries", "unlimited"));
    }

    @Test
    void install_manyViolations_areAllReported() {
        Setup setup = read("""
                fapilog.loki:
                  url: loki://loki
                  batch-size: many
                  batch-interval: soon
                  batch-bites: 5
                """);
        assertThatThrownBy(() -> setup.install(false))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "batch_size=many is not a whole number",
                        "batch_interval=soon is not a duration",
                        "batch_bites",
                        "did you mean batch_bytes?");
    }

    @Test
    void install_unknownSetting_isReportedWithTheNearest() {
        assertThatThrownBy(() ->
                        read("fapilog.sinks: stdout\nfapilog.servise: shop").install(false))
                .hasMessageContaining("servise")
                .hasMessageContaining("did you mean service?");
    }

    @Test
    void install_lokiWithoutUrl_isReported() {
        Setup setup = read("fapilog.loki.labels.app: shop");
        assertThat(setup.isMeant()).isTrue();
        assertThatThrownBy(() -> setup.install(false)).hasMessageContaining("fapilog.loki.url is missing");
    }

    @Test
    void install_placeholderWithoutValue_isReportedWithoutTheValue() {
        assertThatThrownBy(() ->
                        read("fapilog.sinks: loki://me:secret@${LOKI_HOST}").install(false))
                .hasMessageContaining("a sink has a placeholder without a value")
                .hasMessageNotContaining("secret");
    }

    @Test
    void install_level_isReportedWithItsMend() {
        assertThatThrownBy(() ->
                        read("fapilog.sinks: stdout\nfapilog.level: debug").install(false))
                .hasMessageContaining("logging.level");
    }

    @Test
    void install_everythingInProperties_isTaken() {
        Fapilog fapilog = read("""
                fapilog.close-timeout: 1ms
                fapilog.loki:
                  url: http://127.0.0.1:1
                  labels.app: shop
                  label-fields: level
                  metadata: trace_id
                  batch-size: 10
                  batch-interval: 1s
                  batch-pause: 100ms
                  batch-bytes: 500KB
                  format: json
                  compression: none
                  queue-maxsize: 100
                  buffer: 1MB
                  overflow: block
                  block-timeout: 10ms
                  max-in-flight: 2
                  timeout: 5s
                  backoff-min: 1s
                  backoff-max: 2s
                  max-retries: 3
                  max-age: 1d
                  max-line: 8KB
                  tenant: t
                  token: secret
                  header.X-A: b
                  proxy: none
                """).install(false);
        assertThat(fapilog.stats())
                .singleElement()
                .satisfies(stats -> assertThat(stats.sink()).contains("127.0.0.1"));
        fapilog.close();
    }

    @Test
    void read_noService_isThatOfOpenTelemetryThenTheApplications() {
        assertThat(read("spring.application.name: shop").settings())
                .containsExactly(new Setting(Kind.SETTING, "service", "shop"));
        variables(Map.of("OTEL_SERVICE_NAME", "traced"));
        assertThat(SetupReader.read(environment).settings())
                .containsExactly(new Setting(Kind.SETTING, "service", "traced"));
    }

    @Test
    void read_nothing_isNotMeant() {
        Setup setup = read("server.port: 8080");
        assertThat(setup.enabled()).isTrue();
        assertThat(setup.isMeant()).isFalse();
    }

    @Test
    void read_disabled_isNotMeant() {
        Setup setup = read("fapilog.enabled: false\nfapilog.sinks: loki://loki");
        assertThat(setup.enabled()).isFalse();
        assertThat(setup.isMeant()).isFalse();
    }

    @Test
    void toString_holdsSecrets_hidesThem() {
        assertThat(read("fapilog.loki: {url: http://loki, password: hidden1, username: u, token: hidden2}"))
                .asString()
                .doesNotContain("hidden");
    }

    private Setup read(String yaml) {
        environment.getPropertySources().addFirst(yaml(yaml));
        ConfigurationPropertySources.attach(environment);
        return SetupReader.read(environment);
    }

    private void variables(Map<String, Object> variables) {
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                new LinkedHashMap<>(variables)));
        ConfigurationPropertySources.attach(environment);
    }

    private static Setting sink(String uri) {
        return new Setting(Kind.SINK, "", uri);
    }

    private static PropertySource<?> yaml(String text) {
        try {
            List<PropertySource<?>> sources = new YamlPropertySourceLoader()
                    .load("application", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
            return sources.isEmpty() ? new MapPropertySource("application", Map.of()) : sources.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
