package io.fapilog;

import io.fapilog.config.Options;
import io.fapilog.config.QueueOptions;
import io.fapilog.config.Spelling;
import io.fapilog.spi.SinkDefaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings by name. A value given in code comes first, then the system property {@code fapilog.name}, then the
 * environment variable {@code FAPILOG_NAME}, then the default.
 */
final class Settings {
    static final Set<String> NAMES = Set.of(
            "sinks",
            "level",
            "enabled",
            "service",
            "queue_maxsize",
            "queue_overflow",
            "block_timeout",
            "buffer",
            "json_console",
            "close_timeout",
            "jmx");

    /** Where the builder's method is not called as the setting is. */
    private static final Map<String, String> METHODS = Map.of("overflow", "queue_overflow", "console", "json_console");

    private static final Pattern CAMEL_HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");
    private static final Set<String> SWITCHES = Set.of("enabled", "jmx");
    private static final String PREFIX = "FAPILOG_";
    private static final Pattern VIOLATION = Pattern.compile("^configuration: (fapilog_[a-z_]+)");

    private final Map<String, String> values = new TreeMap<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> unknownInCode = new ArrayList<>();
    private final Function<String, @Nullable String> environment;

    /** Collects what the environment and the system properties say. */
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

    /** Sets a value in code, by the name of the setting or of the builder's method. */
    void set(String name, String value) {
        String snake = normal(CAMEL_HUMP.matcher(name).replaceAll("_"));
        String normal = METHODS.getOrDefault(snake, snake);
        if (!put(normal, value)) {
            String near = Spelling.nearest(normal, new TreeSet<>(NAMES));
            unknownInCode.add("unknown setting " + name + "; "
                    + (near == null ? "the known ones are " + new TreeSet<>(NAMES) : "did you mean " + near + "?"));
        }
    }

    /** The value of {@code name}, or null when nobody gave one. */
    @Nullable
    String get(String name) {
        return values.get(name);
    }

    /** What begins like a setting and is none, one sentence each. */
    List<String> unknown() {
        return unknown;
    }

    /** All settings, checked. */
    Checked check(String mainClass) {
        List<Options.Entry> entries = new ArrayList<>();
        values.forEach((name, value) -> entries.add(new Options.Entry(shown(name), value)));
        Options options = new Options("configuration", entries);
        List<String> violations = new ArrayList<>(unknownInCode);
        QueueOptions standard = QueueOptions.DEFAULT;
        QueueOptions queue = new QueueOptions(
                options.count(shown("queue_maxsize"), standard.maxEvents(), 1, 1 << 24),
                options.size(shown("buffer"), standard.buffer(), 64L << 10, 1L << 40),
                options.choice(shown("queue_overflow"), standard.overflow()),
                options.duration(shown("block_timeout"), standard.blockTimeout(), Duration.ZERO, Duration.ofDays(1)));
        ConsoleFormat console = options.choice(shown("json_console"), ConsoleFormat.AUTO);
        Duration close =
                options.duration(shown("close_timeout"), Duration.ofSeconds(5), Duration.ZERO, Duration.ofHours(1));
        boolean enabled = options.choice(shown("enabled"), Switch.TRUE).on;
        boolean jmx = options.choice(shown("jmx"), Switch.TRUE).on;
        String level = options.text(shown("level"));
        LevelRules levels = LevelRules.parse(level == null ? "" : level, violations);
        String service = options.text(shown("service"));
        String sinks = options.text(shown("sinks"));
        collect(options, violations);
        SinkDefaults defaults = new SinkDefaults(service == null ? service(mainClass) : service, queue, console);
        return new Checked(enabled, sinks, levels, defaults, close, jmx, violations);
    }

    private static void collect(Options options, List<String> violations) {
        try {
            options.finish();
        } catch (ConfigurationException e) {
            e.violations().forEach(violation -> violations.add(asWritten(violation)));
        }
    }

    /** Names the setting as people know it, FAPILOG_QUEUE_MAXSIZE. */
    private static String asWritten(String violation) {
        return VIOLATION.matcher(violation).replaceFirst(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    private static String shown(String name) {
        return "fapilog_" + name;
    }

    private String service(String mainClass) {
        String service = environment.apply("OTEL_SERVICE_NAME");
        return service == null || service.isBlank() ? mainClass : service;
    }

    private void put(String name, String shown, String value) {
        String normal = normal(name);
        if (!put(normal, value)) {
            String near = Spelling.nearest(normal, new TreeSet<>(NAMES));
            unknown.add(shown + " is not a setting of fapilog and is ignored"
                    + (near == null ? "" : "; did you mean " + PREFIX + near.toUpperCase(Locale.ROOT) + "?"));
        }
    }

    /** Returns whether {@code normal} is the name of a setting. */
    private boolean put(String normal, String value) {
        boolean known = NAMES.contains(normal);
        if (known) {
            values.put(normal, SWITCHES.contains(normal) ? word(value) : value);
        }
        return known;
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String word(String value) {
        return switch (value.strip()) {
            case "1" -> "true";
            case "0" -> "false";
            default -> value.strip();
        };
    }

    /** The ways to write yes and no. */
    @SuppressWarnings("unused") // read by name
    private enum Switch {
        TRUE(true),
        FALSE(false),
        ON(true),
        OFF(false),
        YES(true),
        NO(false);

        final boolean on;

        Switch(boolean on) {
            this.on = on;
        }
    }

    /**
     * The settings as values.
     *
     * @param sinks the list of sinks as written; null when nobody gave one
     * @param violations what is wrong with them; empty when all is well
     */
    record Checked(
            boolean enabled,
            @Nullable String sinks,
            LevelRules levels,
            SinkDefaults defaults,
            Duration closeTimeout,
            boolean jmx,
            List<String> violations) {}
}
