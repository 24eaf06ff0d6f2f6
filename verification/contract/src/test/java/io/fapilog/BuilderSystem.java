package io.fapilog;

import io.fapilog.contract.Call;
import io.fapilog.contract.Capability;
import io.fapilog.contract.LoggingSystem;
import io.fapilog.testkit.RecordingDiagnostics;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A pipeline without a logging framework, whose settings {@code place} gives to the builder. */
final class BuilderSystem implements LoggingSystem {
    private final BiConsumer<FapilogBuilder, Map<String, String>> place;
    private RecordingDiagnostics diagnostics = new RecordingDiagnostics();
    private @Nullable String violations;
    private @Nullable Fapilog fapilog;

    BuilderSystem(BiConsumer<FapilogBuilder, Map<String, String>> place) {
        this.place = place;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public Map<String, Level> levels() {
        return Arrays.stream(Level.values()).collect(Collectors.toMap(Level::name, level -> level));
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
            fapilog = started.stats().isEmpty() ? null : started;
        } catch (ConfigurationException e) {
            violations = Objects.requireNonNull(e.getMessage());
        }
    }

    @Override
    public @Nullable Fapilog fapilog() {
        return fapilog;
    }

    @Override
    public void log(Call call) {
        LogEvent.Builder event = LogEvent.builder(Level.valueOf(call.level()), call.logger(), call.pattern())
                .context(call.context())
                .throwable(call.thrown());
        if (call.time() != null) {
            event.timestamp(call.time().getEpochSecond() * 1_000_000_000L);
        }
        if (fapilog != null) {
            boolean unused = fapilog.log(event.build());
        }
    }

    @Override
    public List<String> warnings() {
        return violations == null ? diagnostics.warnings : List.of(violations);
    }

    @Override
    public void stop() {
        if (fapilog != null) {
            fapilog.close();
        }
        fapilog = null;
    }
}
