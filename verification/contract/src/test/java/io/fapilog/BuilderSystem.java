package io.fapilog;

import io.fapilog.contract.PipelineSystem;
import io.fapilog.testkit.RecordingDiagnostics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A pipeline without a logging framework, whose settings {@code place} gives to the builder. */
final class BuilderSystem extends PipelineSystem {
    private final BiConsumer<FapilogBuilder, Map<String, String>> place;
    private RecordingDiagnostics diagnostics = new RecordingDiagnostics();
    private @Nullable String violations;

    BuilderSystem(BiConsumer<FapilogBuilder, Map<String, String>> place) {
        this.place = place;
    }

    @Override
    public void start(Map<String, String> settings, String... sinks) {
        stop();
        diagnostics = new RecordingDiagnostics();
        violations = null;
        FapilogBuilder builder = Fapilog.builder().environment(false).diagnostics(diagnostics);
        try {
            place.accept(builder, settings);
            for (String sink : sinks) {
                builder.sink(sink);
            }
            Fapilog started = builder.start();
            use(started.stats().isEmpty() ? null : started);
        } catch (ConfigurationException e) {
            violations = Objects.requireNonNull(e.getMessage());
        }
    }

    @Override
    public List<String> warnings() {
        return violations == null ? diagnostics.warnings : List.of(violations);
    }
}
