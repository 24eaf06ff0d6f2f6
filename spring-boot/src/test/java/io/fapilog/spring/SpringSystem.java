package io.fapilog.spring;

import io.fapilog.ConfigurationException;
import io.fapilog.contract.PipelineSystem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The pipeline of a Spring application, configured by properties, without the logging system. */
final class SpringSystem extends PipelineSystem {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");
    /** The properties whose names differ from the methods of the builder. */
    private static final Map<String, String> NAMES = Map.of("overflow", "queue-overflow", "console", "json-console");

    private @Nullable String violations;

    @Override
    public void start(Map<String, String> settings, String... sinks) {
        Map<String, Object> properties = new LinkedHashMap<>();
        settings.forEach((name, value) -> properties.put("fapilog." + kebab(name), value));
        properties.put("fapilog.sinks", String.join(",", sinks));
        startWith(properties);
    }

    private static String kebab(String name) {
        return HUMP.matcher(NAMES.getOrDefault(name, name)).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    /** Starts with these properties, as Spring does it. */
    void startWith(Map<String, Object> properties) {
        stop();
        violations = null;
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("application", properties));
        ConfigurationPropertySources.attach(environment);
        try {
            Setup setup = SetupReader.read(environment);
            use(setup.isMeant() ? setup.install(true) : null);
        } catch (ConfigurationException e) {
            violations = Objects.requireNonNull(e.getMessage());
        }
    }

    @Override
    public List<String> warnings() {
        return violations == null ? List.of() : List.of(violations);
    }
}
