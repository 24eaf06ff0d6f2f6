package io.fapilog.contract;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A pipeline without a logging framework: what is logged is passed to it as an event. Not thread-safe. */
public abstract class PipelineSystem implements LoggingSystem {
    private @Nullable Fapilog fapilog;

    /** A system that is not started. */
    protected PipelineSystem() {}

    /** Replaces the pipeline; null for none. */
    protected final void use(@Nullable Fapilog started) {
        fapilog = started;
    }

    @Override
    public final Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public final Map<String, Level> levels() {
        return Arrays.stream(Level.values()).collect(Collectors.toMap(Level::name, level -> level));
    }

    @Override
    public final @Nullable Fapilog fapilog() {
        return fapilog;
    }

    @Override
    public final void log(Call call) {
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
    public final void stop() {
        if (fapilog != null) {
            fapilog.close();
        }
        fapilog = null;
    }
}
