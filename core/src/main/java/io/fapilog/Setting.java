package io.fapilog;

import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the process: the table from which the environment, the system properties, the builder and the
 * adapters are read or checked. Settings are described in {@code docs/settings.md}.
 */
enum Setting {
    SINKS("sinks"),
    LEVEL("level"),
    ENABLED("enabled"),
    SERVICE("service"),
    QUEUE_MAXSIZE("queueMaxsize"),
    BUFFER("buffer"),
    QUEUE_OVERFLOW("overflow"),
    BLOCK_TIMEOUT("blockTimeout"),
    JSON_CONSOLE("console"),
    CLOSE_TIMEOUT("closeTimeout"),
    JMX("jmx");

    private final String method;

    Setting(String method) {
        this.method = method;
    }

    /**
     * The name in lower case and snake case; {@code FAPILOG_} and this name in upper case is the environment variable.
     */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of the method of {@link FapilogBuilder}, which adapters use as well. */
    String method() {
        return method;
    }

    /** Whether the value is true or false. */
    boolean isSwitch() {
        return this == ENABLED || this == JMX;
    }

    /** The setting with this key, or with this method in snake case; null when there is none. */
    static @Nullable Setting of(String name) {
        for (Setting setting : values()) {
            if (setting.key().equals(name) || setting.method.equals(name)) {
                return setting;
            }
        }
        return null;
    }

    /** All keys, sorted. */
    static SortedSet<String> keys() {
        SortedSet<String> keys = new TreeSet<>();
        for (Setting setting : values()) {
            keys.add(setting.key());
        }
        return keys;
    }
}
