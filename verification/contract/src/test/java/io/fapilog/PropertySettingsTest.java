package io.fapilog;

import io.fapilog.contract.LoggingSystem;
import io.fapilog.contract.SettingsContract;
import java.util.Map;
import java.util.TreeMap;

/** The settings as system properties, in kebab case. */
class PropertySettingsTest extends SettingsContract {
    @Override
    protected LoggingSystem makeSystem() {
        return new BuilderSystem((builder, settings) -> builder.environment(Map.of(), properties(settings)));
    }

    private static Map<String, String> properties(Map<String, String> settings) {
        Map<String, String> properties = new TreeMap<>();
        settings.forEach((name, value) ->
                properties.put("fapilog." + EnvironmentSettingsTest.key(name).replace('_', '-'), value));
        return properties;
    }
}
