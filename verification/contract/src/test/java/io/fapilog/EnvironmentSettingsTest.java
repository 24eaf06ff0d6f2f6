package io.fapilog;

import io.fapilog.contract.LoggingSystem;
import io.fapilog.contract.SettingsContract;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The settings as environment variables. */
class EnvironmentSettingsTest extends SettingsContract {
    @Override
    protected LoggingSystem makeSystem() {
        return new BuilderSystem((builder, settings) -> builder.environment(variables(settings), Map.of()));
    }

    private static Map<String, String> variables(Map<String, String> settings) {
        Map<String, String> variables = new TreeMap<>();
        settings.forEach((name, value) -> variables.put("FAPILOG_" + key(name).toUpperCase(Locale.ROOT), value));
        return variables;
    }

    /** The key of the setting with this method of the builder. */
    static String key(String method) {
        String pattern = "redactPattern.";
        return method.startsWith(pattern)
                ? "redact_pattern_" + method.substring(pattern.length())
                : Objects.requireNonNull(Setting.ofKeyOrMethod(method)).key();
    }
}
