package io.fapilog;

import io.fapilog.config.Quantities;
import io.fapilog.spi.TimeSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Fapilog} in code. Whatever is not said here is taken from the system properties, then from the
 * environment, then from the defaults. Checks everything at {@link #start} or {@link #install}. Not thread-safe.
 */
public final class FapilogBuilder {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<SinkSource> sources = new ArrayList<>();
    private final List<Named> named = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private Map<String, String> environment = System.getenv();
    private Map<String, String> properties = systemProperties();
    private TimeSource time = TimeSource.system();
    private @Nullable Diagnostics diagnostics;
    private boolean drainAtExit = true;
    private boolean relay;

    FapilogBuilder() {}

    /** Adds a sink by name or URI. With the first sink added here, {@code FAPILOG_SINKS} no longer counts. */
    public FapilogBuilder sink(String uri) {
        named.add(new Named(uri, false));
        return this;
    }

    /**
     * Adds sinks as {@code FAPILOG_SINKS} lists them, for adapters and whatever else reads a configuration. Where the
     * module of one is missing, that is told once and the other sinks work.
     */
    public FapilogBuilder sinks(String list) {
        named.add(new Named(list, true));
        return this;
    }

    /**
     * Adds a parameter to the URI of the sink that was named last. In contrast to the text of a URI nothing in {@code
     * value} needs to be escaped.
     */
    public FapilogBuilder option(String name, String value) {
        if (named.isEmpty()) {
            violations.add("the option " + name + " stands before any sink; name the sink first");
        } else {
            named.add(named.remove(named.size() - 1).with(name, value));
        }
        return this;
    }

    /** Adds a sink made in code, such as {@code LokiSink.builder("loki://loki:3100").label("app", "shop")}. */
    public FapilogBuilder sink(SinkSource source) {
        sources.add(source);
        return this;
    }

    /** Sets the levels, {@code info,com.acme=debug}; {@code info} by default. As {@code FAPILOG_LEVEL}. */
    public FapilogBuilder level(String rules) {
        return set("level", rules);
    }

    /** Sets the name of the application. As {@code FAPILOG_SERVICE}. */
    public FapilogBuilder service(String name) {
        return set("service", name);
    }

    /** Switches everything off, or on again. As {@code FAPILOG_ENABLED}. */
    public FapilogBuilder enabled(boolean on) {
        return set("enabled", Boolean.toString(on));
    }

    /** Sets how many events may wait in the queue of a sink; 65 536 by default. As {@code FAPILOG_QUEUE_MAXSIZE}. */
    public FapilogBuilder queueMaxsize(int events) {
        return set("queue_maxsize", Integer.toString(events));
    }

    /** Sets how many bytes a sink may hold unconfirmed; 32 MiB by default. As {@code FAPILOG_BUFFER}. */
    public FapilogBuilder buffer(long bytes) {
        return set("buffer", Long.toString(bytes));
    }

    /** Sets what happens when a sink's buffer is full. As {@code FAPILOG_QUEUE_OVERFLOW}. */
    public FapilogBuilder overflow(Overflow policy) {
        return set("queue_overflow", policy.name());
    }

    /**
     * Sets how long {@link Overflow#BLOCK} may hold up a caller; 100 ms by default. As {@code FAPILOG_BLOCK_TIMEOUT}.
     */
    public FapilogBuilder blockTimeout(Duration timeout) {
        return set("block_timeout", Quantities.show(timeout));
    }

    /** Sets how standard output shows events. As {@code FAPILOG_JSON_CONSOLE}. */
    public FapilogBuilder console(ConsoleFormat format) {
        return set("json_console", format.name());
    }

    /** Sets how long a close may take in all; 5 s by default. As {@code FAPILOG_CLOSE_TIMEOUT}. */
    public FapilogBuilder closeTimeout(Duration timeout) {
        return set("close_timeout", Quantities.show(timeout));
    }

    /**
     * Sets a setting by its name and as text, for adapters and whatever else reads a configuration: {@code
     * queue_maxsize} (or {@code queueMaxsize}, {@code queue-maxsize}) is {@code FAPILOG_QUEUE_MAXSIZE}. An unknown name
     * is found at the start.
     */
    public FapilogBuilder setting(String name, String value) {
        return set(name, value);
    }

    /** Sets whether JMX shows the sinks, see {@link SinkMXBean}; true by default. As {@code FAPILOG_JMX}. */
    public FapilogBuilder jmx(boolean on) {
        return set("jmx", Boolean.toString(on));
    }

    /**
     * Sets whether what is not said here is taken from the system properties and the environment, which is the default;
     * false where a framework has read them already, by rules of its own.
     */
    public FapilogBuilder environment(boolean read) {
        return read ? environment(System.getenv(), systemProperties()) : environment(Map.of(), Map.of());
    }

    /** Sets where fapilog speaks about itself; standard error by default. */
    public FapilogBuilder diagnostics(Diagnostics port) {
        diagnostics = new GuardedDiagnostics(port);
        return this;
    }

    /** Sets whether the exit of the JVM closes it, which is the default; false where a framework does so. */
    public FapilogBuilder drainAtExit(boolean drain) {
        drainAtExit = drain;
        return this;
    }

    /**
     * Sets whether it hands on the events of others, read from a file for example, and gets none from this process;
     * false by default. Then events of loggers named like fapilog's own, or the HTTP client's, are taken too: they
     * cannot come from the shipping of events itself.
     */
    public FapilogBuilder relay(boolean foreign) {
        relay = foreign;
        return this;
    }

    /**
     * Starts it for the caller alone.
     *
     * @throws ConfigurationException when something is wrong, listing everything that is
     * @throws SinkUnavailableException when the module of a sink that was added here is missing
     */
    public Fapilog start() {
        Fapilog fapilog = make();
        fapilog.show();
        return fapilog;
    }

    /**
     * Starts it as the pipeline of this process, which logging adapters use, and closes the one before.
     *
     * @throws ConfigurationException when something is wrong, listing everything that is
     * @throws SinkUnavailableException when the module of a sink that was added here is missing
     */
    public Fapilog install() {
        return Installed.install(make());
    }

    /** Installs it; where the configuration cannot be used, says so once and writes to standard output. */
    Fapilog installLeniently() {
        try {
            return install();
        } catch (ConfigurationException e) {
            return installStdout(String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            return installStdout("a sink could not be made: " + e);
        }
    }

    private Fapilog installStdout(String why) {
        port().warn("configuration", why + "\nUntil this is mended, events go to standard output only.");
        return new FapilogBuilder().environment(Map.of(), Map.of()).install();
    }

    FapilogBuilder environment(Map<String, String> variables, Map<String, String> systemProperties) {
        environment = variables;
        properties = systemProperties;
        return this;
    }

    FapilogBuilder time(TimeSource source) {
        time = source;
        return this;
    }

    private Fapilog make() {
        Settings settings = new Settings(environment, properties);
        values.forEach(settings::set);
        Settings.Checked checked = settings.check(MainClass.name());
        Diagnostics port = port();
        settings.unknown().forEach(sentence -> port.warn(sentence, sentence));
        checked.violations().addAll(violations);
        SinkPlans plans = new SinkPlans(checked.defaults(), port, checked.violations());
        if (checked.enabled()) {
            plan(plans, checked.sinks() == null ? "stdout" : checked.sinks());
        }
        List<Pipeline> pipelines = plans.open(time);
        SinkBeans beans = new SinkBeans(checked.jmx() ? pipelines : List.of(), port);
        return new Fapilog(pipelines, checked.levels(), checked.closeTimeout(), drainAtExit, relay, beans, port);
    }

    private void plan(SinkPlans plans, String configured) {
        sources.forEach(plans::add);
        for (Named sink : named) {
            if (sink.list) {
                plans.addList(sink.text);
            } else {
                plans.add(sink.text);
            }
        }
        if (sources.isEmpty() && named.isEmpty()) {
            plans.addConfigured(configured);
        }
    }

    /** What was said last counts, whichever way the name is spelled. */
    private FapilogBuilder set(String name, String value) {
        values.remove(name);
        values.put(name, value);
        return this;
    }

    private Diagnostics port() {
        Diagnostics port = diagnostics;
        if (port == null) {
            port = new LimitedDiagnostics(new StderrDiagnostics(System.err, time), time);
            diagnostics = port;
        }
        return port;
    }

    private static Map<String, String> systemProperties() {
        Map<String, String> properties = new TreeMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            properties.put(name, System.getProperty(name, ""));
        }
        return properties;
    }

    /** Sinks named by a text: one, or a list of them. */
    private record Named(String text, boolean list) {
        Named with(String name, String value) {
            return new Named(text + (text.indexOf('?') < 0 ? "?" : "&") + encoded(name) + "=" + encoded(value), list);
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }
}
