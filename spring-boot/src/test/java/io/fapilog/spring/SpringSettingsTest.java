package io.fapilog.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.SinkSetting;
import io.fapilog.contract.LoggingSystem;
import io.fapilog.contract.SettingsContract;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The settings as properties of Spring. */
class SpringSettingsTest extends SettingsContract {
    private final SpringSystem spring = new SpringSystem();

    @Override
    protected LoggingSystem makeSystem() {
        return new SpringSystem();
    }

    @Test
    void loki_everyParameterOfEvents_isUnderstood() {
        Map<String, Object> properties = new LinkedHashMap<>(Map.of(
                "fapilog.loki.url", "http://127.0.0.1:1",
                "fapilog.close-timeout", "1ms",
                "fapilog.loki.level", "warn",
                "fapilog.loki.sample", "0.5",
                "fapilog.loki.rate-limit", "7",
                "fapilog.loki.fields", "*,!internal*"));
        properties.put("fapilog.loki.empty-fields", "drop");
        properties.put("fapilog.loki.max-field", "1KB");
        properties.put("fapilog.loki.exception-hash", "off");
        properties.put("fapilog.loki.redact", "credentials,email");
        properties.put("fapilog.loki.redact-fields[0]", "*ssn*");
        properties.put("fapilog.loki.redact-pattern.plate", "[A-Z]{2}-\\d{4}");
        properties.put("fapilog.loki.enrich", "pid");
        spring.startWith(properties);
        assertThat(spring.warnings()).isEmpty();
        Fapilog fapilog = Objects.requireNonNull(spring.fapilog());
        assertThat(fapilog.sinks().get(0).settings().stream()
                        .filter(SinkSetting::given)
                        .map(SinkSetting::toString))
                .contains(
                        "level=warn",
                        "rate_limit=7",
                        "fields=*,!internal*",
                        "empty_fields=drop",
                        "max_field=1KiB",
                        "exception_hash=false",
                        "redact=credentials,email",
                        "redact_fields=*ssn*",
                        "enrich=pid");
        spring.stop();
    }
}
