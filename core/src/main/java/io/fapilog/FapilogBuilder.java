package io.fapilog;

import io.fapilog.config.EmptyFields;
import io.fapilog.config.Options;
import io.fapilog.config.Quantities;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a {@link Fapilog} in code. A setting that is not given here is taken from the system properties,
 * then from the environment, then from the defaults. {@link #start} and {@link #install} check everything. Not
 * thread-safe.
 */
public final class FapilogBuilder {
    private final Map<String, String> values = new LinkedHashMap<>();
    /** In the order of the calls. */
    private final List<SinkRequest> requests = new ArrayList<>();

    private final List<String> violations = new ArrayList<>();
    private Map<String, String> environment = System.getenv();
    private Map<String, String> properties = systemProperties();
    private TimeSource time = TimeSource.system();
    private @Nullable Diagnostics diagnostics;
    private boolean drainAtExit = true;
    private boolean relay;
    private @Nullable Consumer<SinkPreview> preview;

    FapilogBuilder() {}

    /** Adds a sink by name or URI. If any sink is added here, {@code FAPILOG_SINKS} is ignored. */
    public FapilogBuilder sink(String uri) {
        requests.add(new SinkRequest.Named(uri, false, List.of()));
        return this;
    }

    /**
     * Adds the sinks of a list as in {@code FAPILOG_SINKS}, for adapters and other readers of configurations. If the
     * module of a sink is missing, that is reported once and the other sinks work.
     */
    public FapilogBuilder sinks(String list) {
        requests.add(new SinkRequest.Named(list, true, List.of()));
        return this;
    }

    /**
     * Adds a parameter to the sink added last, which must be a name or a URI, or to the last one of a list. The value
     * needs no percent-encoding; {@code env:NAME} and {@code file:/path} are references, as in a URI.
     */
    public FapilogBuilder option(String name, String value) {
        int last = requests.size() - 1;
        if (last >= 0 && requests.get(last) instanceof SinkRequest.Named sink) {
            requests.set(last, sink.with(new Options.Entry(name, value)));
        } else {
            violations.add("the option " + name + " does not follow a sink with a name or URI; "
                    + (last < 0 ? "name the sink first" : "set it in the builder of the sink"));
        }
        return this;
    }

    /** Adds a sink made in code, such as {@code LokiSink.builder("loki://loki:3100").label("app", "shop")}. */
    public FapilogBuilder sink(SinkSource source) {
        requests.add(new SinkRequest.Made(source));
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

    /** Enables or disables everything. Default: enabled. As {@code FAPILOG_ENABLED}. */
    public FapilogBuilder enabled(boolean on) {
        return set("enabled", Boolean.toString(on));
    }

    /** Sets the most events in the queue of a sink. Default: 65 536. As {@code FAPILOG_QUEUE_MAXSIZE}. */
    public FapilogBuilder queueMaxsize(int events) {
        return set("queue_maxsize", Integer.toString(events));
    }

    /** Sets the most bytes of all pending events of a sink. Default: 32 MiB. As {@code FAPILOG_BUFFER}. */
    public FapilogBuilder buffer(long bytes) {
        return set("buffer", Long.toString(bytes));
    }

    /**
     * Sets what happens when the buffer of a sink is full. Default: {@link Overflow#DROP_OLDEST}. As {@code
     * FAPILOG_QUEUE_OVERFLOW}.
     */
    public FapilogBuilder overflow(Overflow policy) {
        return set("queue_overflow", policy.name());
    }

    /**
     * Sets the longest time that {@link Overflow#BLOCK} blocks a caller. Default: 100 ms. As {@code
     * FAPILOG_BLOCK_TIMEOUT}.
     */
    public FapilogBuilder blockTimeout(Duration timeout) {
        return set("block_timeout", Quantities.exact(timeout));
    }

    /** Sets the format of standard output. Default: {@link ConsoleFormat#AUTO}. As {@code FAPILOG_JSON_CONSOLE}. */
    public FapilogBuilder console(ConsoleFormat format) {
        return set("json_console", format.name());
    }

    /**
     * Chooses the context entries and attributes that are in the line, by patterns: {@code "*", "!*secret*"}. Default:
     * all. As {@code FAPILOG_FIELDS}.
     */
    public FapilogBuilder fields(String... patterns) {
        return set("fields", String.join(",", patterns));
    }

    /**
     * Sets what becomes of fields without a value. Default: {@link EmptyFields#KEEP}. As {@code FAPILOG_EMPTY_FIELDS}.
     */
    public FapilogBuilder emptyFields(EmptyFields fate) {
        return set("empty_fields", fate.name());
    }

    /** Sets the most bytes of a field in the line. Default: 32 KiB. As {@code FAPILOG_MAX_FIELD}. */
    public FapilogBuilder maxField(long bytes) {
        return set("max_field", Long.toString(bytes));
    }

    /**
     * Sets whether the line has a hash of the exception, by which equal errors are found. Default: true. As {@code
     * FAPILOG_EXCEPTION_HASH}.
     */
    public FapilogBuilder exceptionHash(boolean on) {
        return set("exception_hash", Boolean.toString(on));
    }

    /**
     * Sets the most events below ERROR that a sink takes of a logger in a second; 0 for no limit, the default. As
     * {@code FAPILOG_RATE_LIMIT}.
     */
    public FapilogBuilder rateLimit(int events) {
        return set("rate_limit", Integer.toString(events));
    }

    /**
     * Sets the share of the events below WARN that a sink takes, from 0 to 1; events of one trace are taken together.
     * Default: 1. As {@code FAPILOG_SAMPLE}.
     */
    public FapilogBuilder sample(double share) {
        return set("sample", Double.toString(share));
    }

    /**
     * Sets what is masked: {@code credentials}, {@code tokens}, {@code email}, {@code card}, {@code iban}, {@code ip};
     * or nothing. Default: {@code credentials}. As {@code FAPILOG_REDACT}.
     */
    public FapilogBuilder redact(String... kinds) {
        return set("redact", kinds.length == 0 ? "none" : String.join(",", kinds));
    }

    /**
     * Sets the names of further fields whose values are masked, as patterns: {@code "*ssn*"}. As {@code
     * FAPILOG_REDACT_FIELDS}.
     */
    public FapilogBuilder redactFields(String... patterns) {
        return set("redact_fields", String.join(",", patterns));
    }

    /** Adds a regular expression whose matches are masked. As {@code FAPILOG_REDACT_PATTERN_NAME}. */
    public FapilogBuilder redactPattern(String name, String regex) {
        return set("redact_pattern." + name, regex);
    }

    /**
     * Sets what sinks tell about this process beside the events: {@code host}, {@code pid}, {@code version}, {@code
     * k8s}. A Loki sink sends it as structured metadata. Default: nothing. As {@code FAPILOG_ENRICH}.
     */
    public FapilogBuilder enrich(String... parts) {
        return set("enrich", String.join(",", parts));
    }

    /** Sets the longest duration of {@link Fapilog#close()}. Default: 5 s. As {@code FAPILOG_CLOSE_TIMEOUT}. */
    public FapilogBuilder closeTimeout(Duration timeout) {
        return set("close_timeout", Quantities.exact(timeout));
    }

    /**
     * Sets a setting by its name and as text, for adapters and other readers of configurations: {@code queue_maxsize}
     * (or {@code queueMaxsize}, {@code queue-maxsize}) is {@code FAPILOG_QUEUE_MAXSIZE}. An unknown name is a
     * violation.
     */
    public FapilogBuilder setting(String name, String value) {
        return set(name, value);
    }

    /**
     * The names of the settings that adapters offer under the same names, for {@link #setting}: {@code service}, {@code
     * queueMaxsize} and so on; all but the sinks and the levels, for which adapters have ways of their own.
     */
    public static List<String> settings() {
        return Arrays.stream(Setting.values())
                .filter(setting -> setting != Setting.SINKS && setting != Setting.LEVEL)
                .map(Setting::method)
                .toList();
    }

    /** Sets whether JMX shows the sinks, see {@link SinkMXBean}. Default: true. As {@code FAPILOG_JMX}. */
    public FapilogBuilder jmx(boolean on) {
        return set("jmx", Boolean.toString(on));
    }

    /**
     * Sets whether settings that are not given here are taken from the system properties and the environment. Default:
     * true; false for a framework that has read them already.
     */
    public FapilogBuilder environment(boolean read) {
        return read ? environment(System.getenv(), systemProperties()) : environment(Map.of(), Map.of());
    }

    /**
     * Sets where fapilog reports about itself. Default: standard error. fapilog limits the messages to one per key and
     * minute, ignores what the port throws, and calls it on a daemon thread, so that nobody waits for it.
     */
    public FapilogBuilder diagnostics(Diagnostics port) {
        diagnostics = GuardedDiagnostics.limited(port, time);
        return this;
    }

    /** Sets whether a shutdown hook closes the pipeline. Default: true; false if a framework closes it. */
    public FapilogBuilder drainAtExit(boolean drain) {
        drainAtExit = drain;
        return this;
    }

    /**
     * Sets whether the pipeline transports events of other processes only, read from a file for example. Default:
     * false. If true, events of the loggers of fapilog and of the HTTP client are accepted too, since they cannot be
     * about this pipeline.
     */
    public FapilogBuilder relay(boolean foreign) {
        relay = foreign;
        return this;
    }

    /**
     * Sets that nothing is sent: {@code consumer} gets each event as each sink would send it. It is called by the
     * workers of the sinks, one per sink; an event for which it throws counts as dropped. Shown events count as
     * delivered.
     */
    public FapilogBuilder preview(Consumer<SinkPreview> consumer) {
        preview = consumer;
        return this;
    }

    /**
     * Starts a pipeline for the caller only.
     *
     * @throws ConfigurationException listing every violation with its mend
     * @throws SinkUnavailableException if the module of a sink that was added here is missing
     */
    public Fapilog start() {
        Fapilog fapilog = make();
        fapilog.show();
        return fapilog;
    }

    /**
     * Starts the pipeline of this process, which logging adapters use, and closes the one that was installed before, as
     * {@link Fapilog#closeInBackground} does.
     *
     * @throws ConfigurationException listing every violation with its mend
     * @throws SinkUnavailableException if the module of a sink that was added here is missing
     */
    public Fapilog install() {
        return Installed.install(make());
    }

    /** Installs the pipeline. If the configuration is invalid, reports it and installs standard output. */
    Fapilog installLeniently() {
        try {
            return install();
        } catch (ConfigurationException e) {
            return installStdout(String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            return installStdout("a sink could not be created: " + e);
        }
    }

    private Fapilog installStdout(String why) {
        port().warn("configuration", why + "\nUntil this is corrected, events go to standard output only.");
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

    /**
     * Checks every sink without starting it: whether events would arrive, and why not. Sends one marked event to each
     * sink that has a server. Blocks for at most 90 s a sink.
     *
     * @param offline whether only the settings are checked: no network, no files of the sinks
     * @param findings receives each result as soon as it is known, on the thread of the caller
     * @throws ConfigurationException listing every violation with its mend
     * @throws SinkUnavailableException if the module of a sink that was added here is missing
     */
    public void check(boolean offline, Consumer<Finding> findings) {
        Settings settings = settingsInForce();
        Settings.Checked checked = check(settings);
        plans(checked, true).check(offline, checked.enabled(), settings.unknown(), findings);
    }

    /**
     * Checks the configuration and plans the sinks without starting them, for programs that read from their servers.
     *
     * @throws ConfigurationException listing every violation with its mend
     */
    public List<Sink.Plan> plans() {
        return plans(check(settingsInForce()), true).checked();
    }

    private SinkPlans plans(Settings.Checked checked, boolean planned) {
        SinkPlans plans = new SinkPlans(checked.defaults(), port(), checked.violations());
        if (planned) {
            requests.forEach(request -> request.addTo(plans));
        }
        if (planned && requests.isEmpty()) {
            plans.addConfigured(checked.sinks() == null ? "stdout" : checked.sinks());
        }
        return plans;
    }

    private Settings settingsInForce() {
        Settings settings = new Settings(environment, properties);
        values.forEach(settings::set);
        return settings;
    }

    private Settings.Checked check(Settings settings) {
        Settings.Checked checked = settings.check(MainClass.name());
        checked.violations().addAll(violations);
        return checked;
    }

    private Fapilog make() {
        Settings settings = settingsInForce();
        Settings.Checked checked = check(settings);
        Diagnostics port = port();
        settings.unknown().forEach(sentence -> port.warn(sentence, sentence));
        SinkPlans plans = plans(checked, checked.enabled());
        List<Pipeline> pipelines = plans.start(preview, time);
        Levels levels = new Levels(checked.levels(), time);
        SinkBeans beans = new SinkBeans(checked.jmx() ? pipelines : List.of(), levels, port);
        return new Fapilog(pipelines, levels, checked.closeTimeout(), drainAtExit, relay, beans, port);
    }

    /** The last value wins, whichever way the name is spelled. */
    private FapilogBuilder set(String name, String value) {
        values.remove(name);
        values.put(name, value);
        return this;
    }

    private Diagnostics port() {
        Diagnostics port = diagnostics;
        if (port == null) {
            port = GuardedDiagnostics.limited(new StderrDiagnostics(System.err, time), time);
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
}
