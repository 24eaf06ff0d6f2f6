package io.fapilog;

import java.util.Arrays;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
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
    FIELDS("fields"),
    EMPTY_FIELDS("emptyFields"),
    MAX_FIELD("maxField"),
    EXCEPTION_HASH("exceptionHash"),
    RATE_LIMIT("rateLimit"),
    SAMPLE("sample"),
    REDACT("redact"),
    REDACT_FIELDS("redactFields"),
    ENRICH("enrich"),
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

    /** The setting with this key; null when there is none. */
    static @Nullable Setting ofKey(String key) {
        return first(setting -> setting.key().equals(key));
    }

    /** The setting with this key, or whose method of the builder has this name; null when there is none. */
    static @Nullable Setting ofKeyOrMethod(String name) {
        return first(setting -> setting.key().equals(name) || setting.method.equals(name));
    }

    /** All keys, sorted. */
    static SortedSet<String> keys() {
        SortedSet<String> keys = new TreeSet<>();
        for (Setting setting : values()) {
            keys.add(setting.key());
        }
        return keys;
    }

    private static @Nullable Setting first(Predicate<Setting> wanted) {
        return Arrays.stream(values()).filter(wanted).findFirst().orElse(null);
    }
}
