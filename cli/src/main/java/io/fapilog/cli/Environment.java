package io.fapilog.cli;

import java.util.Locale;
import java.util.Map;

/**
 * The settings that the user gave as environment variables or system properties, in any spelling that fapilog reads.
 */
final class Environment {
    private Environment() {}

    /** Whether the setting {@code name} has a value. */
    static boolean has(String name) {
        return !get(name).isBlank();
    }

    /** The value of the setting {@code name}, or an empty text if it is not set. */
    static String get(String name) {
        String property = "";
        for (String key : System.getProperties().stringPropertyNames()) {
            if (isSetting(key, "fapilog.", name)) {
                property = System.getProperty(key, "");
            }
        }
        return property.isEmpty() ? variable(name) : property;
    }

    /** Whether the environment variable {@code name} has a value. */
    static boolean hasVariable(String name) {
        return !System.getenv().getOrDefault(name, "").isBlank();
    }

    private static String variable(String name) {
        String value = "";
        for (Map.Entry<String, String> entry : System.getenv().entrySet()) {
            if (isSetting(entry.getKey(), "FAPILOG_", name)) {
                value = entry.getValue();
            }
        }
        return value;
    }

    private static boolean isSetting(String key, String prefix, String name) {
        return key.startsWith(prefix)
                && key.substring(prefix.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('.', '_')
                        .replace('-', '_')
                        .equals(name);
    }
}
