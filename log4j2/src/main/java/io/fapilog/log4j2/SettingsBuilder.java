package io.fapilog.log4j2;

import io.fapilog.FapilogBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.jspecify.annotations.Nullable;

/**
 * The settings of {@link FapilogBuilder} as attributes of an appender, under the same names, as texts, which are
 * checked when the appender starts. Log4j sets the attributes of superclasses too. For one thread.
 *
 * @param <B> the type of the builder
 */
public abstract class SettingsBuilder<B extends SettingsBuilder<B>> extends AbstractAppender.Builder<B> {
    @PluginBuilderAttribute
    private @Nullable String service;

    @PluginBuilderAttribute
    private @Nullable String enabled;

    @PluginBuilderAttribute
    private @Nullable String queueMaxsize;

    @PluginBuilderAttribute
    private @Nullable String buffer;

    @PluginBuilderAttribute
    private @Nullable String overflow;

    @PluginBuilderAttribute
    private @Nullable String blockTimeout;

    @PluginBuilderAttribute
    private @Nullable String console;

    @PluginBuilderAttribute
    private @Nullable String fields;

    @PluginBuilderAttribute
    private @Nullable String emptyFields;

    @PluginBuilderAttribute
    private @Nullable String maxField;

    @PluginBuilderAttribute
    private @Nullable String exceptionHash;

    @PluginBuilderAttribute
    private @Nullable String rateLimit;

    @PluginBuilderAttribute
    private @Nullable String sample;

    @PluginBuilderAttribute
    private @Nullable String redact;

    @PluginBuilderAttribute
    private @Nullable String redactFields;

    @PluginBuilderAttribute
    private @Nullable String enrich;

    @PluginBuilderAttribute
    private @Nullable String closeTimeout;

    @PluginBuilderAttribute
    private @Nullable String jmx;

    SettingsBuilder() {}

    /** Sets the name of the application. */
    public B setService(String name) {
        service = name;
        return asBuilder();
    }

    /** Enables the appender, the default, or disables it. */
    public B setEnabled(String on) {
        enabled = on;
        return asBuilder();
    }

    /** Sets the most events in the queue of a sink. Default: 65536. */
    public B setQueueMaxsize(String events) {
        queueMaxsize = events;
        return asBuilder();
    }

    /** Sets the most bytes of all pending events of a sink. Default: {@code 32MiB}. */
    public B setBuffer(String size) {
        buffer = size;
        return asBuilder();
    }

    /**
     * Sets what happens when the buffer is full: {@code drop_oldest}, the default, {@code drop_newest}, {@code block}.
     */
    public B setOverflow(String policy) {
        overflow = policy;
        return asBuilder();
    }

    /** Sets the longest time that {@code block} blocks a caller. Default: {@code 100ms}. */
    public B setBlockTimeout(String duration) {
        blockTimeout = duration;
        return asBuilder();
    }

    /** Sets the format of standard output: {@code auto}, the default, {@code json} or {@code pretty}. */
    public B setConsole(String format) {
        console = format;
        return asBuilder();
    }

    /** Chooses the context entries and attributes that are in the line: {@code *,!*secret*}. Default: all. */
    public B setFields(String patterns) {
        fields = patterns;
        return asBuilder();
    }

    /** Sets what becomes of fields without a value: {@code keep}, the default, or {@code drop}. */
    public B setEmptyFields(String fate) {
        emptyFields = fate;
        return asBuilder();
    }

    /** Sets the most bytes of a field in the line. Default: {@code 32KiB}. */
    public B setMaxField(String size) {
        maxField = size;
        return asBuilder();
    }

    /** Sets whether the line has a hash of the exception: {@code true}, the default, or {@code false}. */
    public B setExceptionHash(String on) {
        exceptionHash = on;
        return asBuilder();
    }

    /** Sets the most events below ERROR of each logger in a second. Default: 0, no limit. */
    public B setRateLimit(String events) {
        rateLimit = events;
        return asBuilder();
    }

    /** Sets the share of the events below WARN that is taken, from 0 to 1. Default: 1. */
    public B setSample(String share) {
        sample = share;
        return asBuilder();
    }

    /**
     * Sets what is masked: {@code credentials}, the default, {@code tokens}, {@code email}, {@code card}, {@code iban},
     * {@code ip}, separated by commas, or {@code none}.
     */
    public B setRedact(String kinds) {
        redact = kinds;
        return asBuilder();
    }

    /** Sets the names of further fields whose values are masked, as patterns: {@code *ssn*}. Default: none. */
    public B setRedactFields(String patterns) {
        redactFields = patterns;
        return asBuilder();
    }

    /**
     * Sets what sinks tell about this process beside the events: {@code host}, {@code pid}, {@code version}, {@code
     * k8s}, separated by commas. Default: nothing.
     */
    public B setEnrich(String parts) {
        enrich = parts;
        return asBuilder();
    }

    /** Sets the longest duration of the stop. Default: {@code 5s}. */
    public B setCloseTimeout(String duration) {
        closeTimeout = duration;
        return asBuilder();
    }

    /** Sets whether JMX shows the sinks: {@code true}, the default, or {@code false}. */
    public B setJmx(String on) {
        jmx = on;
        return asBuilder();
    }

    /** The given settings, by their names. */
    final Map<String, String> settings() {
        Map<String, @Nullable String> all = new LinkedHashMap<>();
        identity(all);
        queue(all);
        events(all);
        return given(all);
    }

    private void identity(Map<String, @Nullable String> all) {
        all.put("service", service);
        all.put("enabled", enabled);
        all.put("closeTimeout", closeTimeout);
        all.put("jmx", jmx);
        all.put("enrich", enrich);
    }

    private void queue(Map<String, @Nullable String> all) {
        all.put("queueMaxsize", queueMaxsize);
        all.put("buffer", buffer);
        all.put("overflow", overflow);
        all.put("blockTimeout", blockTimeout);
        all.put("console", console);
    }

    private void events(Map<String, @Nullable String> all) {
        all.put("fields", fields);
        all.put("emptyFields", emptyFields);
        all.put("maxField", maxField);
        all.put("exceptionHash", exceptionHash);
        all.put("rateLimit", rateLimit);
        all.put("sample", sample);
        all.put("redact", redact);
        all.put("redactFields", redactFields);
    }

    /** Those that are not null. */
    static Map<String, String> given(Map<String, @Nullable String> all) {
        Map<String, String> given = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (value != null) {
                given.put(name, value);
            }
        });
        return given;
    }
}
