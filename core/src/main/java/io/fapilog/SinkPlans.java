package io.fapilog;

import io.fapilog.config.Options;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SinkProvider;
import io.fapilog.spi.TimeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plans the requested sinks, collects their violations, and starts them. */
final class SinkPlans {
    private final Map<String, SinkProvider> providers = new TreeMap<>();
    private final List<Sink.Plan> plans = new ArrayList<>();
    private final Sink.Defaults defaults;
    private final Diagnostics diagnostics;
    private final List<String> violations;

    SinkPlans(Sink.Defaults defaults, Diagnostics diagnostics, List<String> violations) {
        this.defaults = defaults;
        this.diagnostics = diagnostics;
        this.violations = new ArrayList<>(violations);
        providers.put("stdout", new StdoutSinkProvider());
        loadProviders();
    }

    /** Adds a sink made in code. */
    void add(SinkSource source) {
        try {
            plans.add(source.plan(defaults));
        } catch (ConfigurationException e) {
            violations.addAll(e.violations());
        }
    }

    /**
     * Adds a sink by name or URI.
     *
     * @throws SinkUnavailableException if its module is missing
     */
    void add(String uri, List<Options.Entry> entries) {
        add(ignored -> plan(uri, entries));
    }

    /**
     * Adds the sinks of a list; a missing module is reported once, and the other sinks work. Returns whether any is
     * missing.
     *
     * @param entries further parameters of the last sink
     */
    boolean addList(String list, List<Options.Entry> entries) {
        boolean missing = false;
        List<String> uris = split(list);
        for (int i = 0; i < uris.size(); i++) {
            try {
                add(uris.get(i), i == uris.size() - 1 ? entries : List.of());
            } catch (SinkUnavailableException e) {
                missing = true;
                diagnostics.warn(String.valueOf(e.getMessage()), e.getMessage() + "; the other sinks work without it");
            }
        }
        return missing;
    }

    /** Adds the sinks of the configuration of the process; standard output if none of them is available. */
    void addConfigured(String list) {
        int before = plans.size();
        if (addList(list, List.of()) && plans.size() == before && violations.isEmpty()) {
            add("stdout", List.of());
        }
    }

    /**
     * Starts all sinks, or none.
     *
     * @param preview gets what the sinks would send, instead of the sinks; null to send it
     * @throws ConfigurationException listing all violations, if there are any
     */
    List<Pipeline> start(@Nullable Consumer<SinkPreview> preview, TimeSource time) {
        List<Sink.Plan> checked = checked();
        tellUnmasked();
        List<Pipeline> started = new ArrayList<>();
        try {
            for (Sink.Plan plan : checked) {
                started.add(Pipeline.start(plan, preview, time, diagnostics));
            }
            return started;
        } catch (Throwable e) {
            started.forEach(pipeline -> pipeline.queue().stop());
            throw e;
        }
    }

    /**
     * Checks all sinks, one after the other.
     *
     * @param enabled whether fapilog is switched on
     * @param unknown one sentence for each unknown setting
     * @throws ConfigurationException listing all violations, if there are any
     */
    void check(boolean offline, boolean enabled, List<String> unknown, Consumer<Finding> findings) {
        List<Sink.Plan> checked = checked();
        unknown.forEach(sentence -> findings.accept(warning(sentence, "correct or remove it")));
        if (!enabled) {
            findings.accept(warning("FAPILOG_ENABLED switches fapilog off: no event is sent", "set it to true"));
        }
        checked.forEach(plan -> new BoundedCheck(plan, BoundedCheck.LONGEST).run(offline, findings));
    }

    /**
     * The plans.
     *
     * @throws ConfigurationException listing all violations, if there are any
     */
    List<Sink.Plan> checked() {
        if (!violations.isEmpty()) {
            throw new ConfigurationException(violations);
        }
        return plans;
    }

    private static Finding warning(String sentence, String mend) {
        return new Finding("fapilog", Finding.Outcome.WARN, "settings", sentence, mend);
    }

    private void tellUnmasked() {
        List<String> unmasked = plans.stream()
                .filter(plan -> plan.events().redact().isNone())
                .map(Sink.Plan::name)
                .toList();
        if (!unmasked.isEmpty()) {
            diagnostics.info(
                    "redact=none",
                    "redact=none is set: passwords and other secrets in events are not masked for "
                            + String.join(", ", unmasked));
        }
    }

    private List<String> split(String list) {
        try {
            return SinkList.split(list, providers.keySet());
        } catch (ConfigurationException e) {
            violations.addAll(e.violations());
            return List.of();
        }
    }

    private Sink.Plan plan(String text, List<Options.Entry> entries) {
        SinkUri uri = SinkUri.parse(text).with(entries);
        SinkProvider provider = providers.get(uri.scheme());
        if (provider != null) {
            return provider.plan(uri, defaults);
        }
        Optional<String> missing = SinkProvider.missing(uri.scheme());
        if (missing.isPresent()) {
            throw new SinkUnavailableException("the sink " + uri + " needs " + missing.get());
        }
        throw new ConfigurationException(List.of(unknown(uri.scheme())));
    }

    private String unknown(String scheme) {
        @Nullable String near = Options.nearest(scheme, providers.keySet());
        return "there is no sink called " + scheme + "; "
                + (near == null ? "use " + String.join(", ", providers.keySet()) : "did you mean " + near + "?");
    }

    private void loadProviders() {
        Iterator<SinkProvider> found = ServiceLoader.load(SinkProvider.class, Fapilog.class.getClassLoader())
                .iterator();
        boolean more = true;
        while (more) {
            // A provider that cannot be loaded must not hide the following ones.
            try {
                more = found.hasNext();
                if (more) {
                    SinkProvider provider = found.next();
                    provider.schemes().forEach(scheme -> providers.put(scheme, provider));
                }
            } catch (ServiceConfigurationError e) {
                diagnostics.warn("providers", "a sink on the class path cannot be loaded: " + e.getMessage());
            }
        }
    }
}
