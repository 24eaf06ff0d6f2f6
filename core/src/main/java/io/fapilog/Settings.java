package io.fapilog;

import io.fapilog.config.EventOptions;
import io.fapilog.config.Options;
import io.fapilog.config.Origin;
import io.fapilog.config.QueueOptions;
import io.fapilog.spi.Sink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the process as given. A value in code takes precedence over the system property {@code fapilog.name},
 * and that over the environment variable {@code FAPILOG_NAME}.
 */
final class Settings {
    private static final Pattern CAMEL_HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");
    private static final String PREFIX = "FAPILOG_";
    /** The beginning of settings of which there are several, each with a name of its own. */
    private static final String PATTERN = "redact_pattern";

    private final Map<Setting, String> values = new EnumMap<>(Setting.class);
    private final Map<String, String> patterns = new LinkedHashMap<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> unknownInCode = new ArrayList<>();
    private final Function<String, @Nullable String> environment;

    /** Reads the environment and the system properties. */
    Settings(Map<String, String> environment, Map<String, String> properties) {
        this.environment = environment::get;
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                put(name.substring(PREFIX.length()), name, value);
            }
        });
        properties.forEach((name, value) -> {
            if (name.startsWith("fapilog.")) {
                put(name.substring("fapilog.".length()), name, value);
            }
        });
    }

    /** Sets a value in code, by the name of the setting or of the method of the builder. */
    void set(String name, String value) {
        String normal = normal(CAMEL_HUMP.matcher(name).replaceAll("_"));
        if (!putPattern(normal, value) && !put(Setting.ofKeyOrMethod(normal), value)) {
            String near = Options.nearest(normal, Setting.keys());
            unknownInCode.add("unknown setting " + name + "; "
                    + (near == null ? "use " + String.join(", ", Setting.keys()) : "did you mean " + near + "?"));
        }
    }

    /** The value of {@code setting}, or null when it is not given. */
    @Nullable
    String get(Setting setting) {
        return values.get(setting);
    }

    /** The regular expressions of what is masked, by their names. */
    Map<String, String> patterns() {
        return patterns;
    }

    /** One sentence for each unknown name that begins like a setting. */
    List<String> unknown() {
        return unknown;
    }

    /** All settings, checked. */
    Checked check(String mainClass) {
        List<Options.Entry> entries = new ArrayList<>();
        values.forEach((setting, value) -> entries.add(new Options.Entry(setting.key(), value)));
        patterns.forEach((name, value) -> entries.add(new Options.Entry(PATTERN + "." + name, value)));
        Options options = Options.ofProcess(entries, name -> PREFIX + name.toUpperCase(Locale.ROOT));
        List<String> violations = new ArrayList<>(unknownInCode);
        QueueOptions queue = QueueOptions.read(options, QueueOptions.DEFAULT, Setting.QUEUE_OVERFLOW.key());
        EventOptions events = EventOptions.readDefaults(options);
        Origin origin = Origin.none(environment).read(options);
        ConsoleFormat console = options.choice(Setting.JSON_CONSOLE.key(), ConsoleFormat.AUTO);
        Duration close = options.duration(
                Setting.CLOSE_TIMEOUT.key(), Duration.ofSeconds(5), Duration.ZERO, Duration.ofHours(1));
        boolean enabled = options.flag(Setting.ENABLED.key(), true);
        boolean jmx = options.flag(Setting.JMX.key(), true);
        String level = options.text(Setting.LEVEL.key());
        LevelRules levels = LevelRules.parse(level == null ? "" : level, violations);
        String service = options.text(Setting.SERVICE.key());
        String sinks = options.text(Setting.SINKS.key());
        collect(options, violations);
        Sink.Defaults defaults =
                new Sink.Defaults(service == null ? service(mainClass) : service, queue, console, events, origin);
        return new Checked(enabled, sinks, levels, defaults, close, jmx, violations);
    }

    private static void collect(Options options, List<String> violations) {
        try {
            options.finish();
        } catch (ConfigurationException e) {
            violations.addAll(e.violations());
        }
    }

    private String service(String mainClass) {
        String service = environment.apply("OTEL_SERVICE_NAME");
        return service == null || service.isBlank() ? mainClass : service;
    }

    private void put(String name, String shown, String value) {
        String normal = normal(name);
        if (!putPattern(normal, value) && !put(Setting.ofKey(normal), value)) {
            String near = Options.nearest(normal, Setting.keys());
            unknown.add(shown + " is not a setting of fapilog and is ignored"
                    + (near == null ? "" : "; did you mean " + PREFIX + near.toUpperCase(Locale.ROOT) + "?"));
        }
    }

    /** Returns whether {@code name} is that of a pattern. */
    private boolean putPattern(String name, String value) {
        boolean is = name.startsWith(PATTERN + "_") && name.length() > PATTERN.length() + 1;
        if (is) {
            patterns.put(name.substring(PATTERN.length() + 1), value);
        }
        return is;
    }

    /** Returns whether there is a setting. */
    private boolean put(@Nullable Setting setting, String value) {
        if (setting != null) {
            values.put(setting, value);
        }
        return setting != null;
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /**
     * The settings as checked values.
     *
     * @param sinks the list of sinks as given; null when it is not given
     * @param violations the violations; empty when there are none
     */
    record Checked(
            boolean enabled,
            @Nullable String sinks,
            LevelRules levels,
            Sink.Defaults defaults,
            Duration closeTimeout,
            boolean jmx,
            List<String> violations) {}
}
