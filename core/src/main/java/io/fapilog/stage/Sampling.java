package io.fapilog.stage;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.text.StableHash;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The choice of a share of the events below WARN. Events of one trace, by their {@code trace_id}, are chosen together,
 * in all processes alike; an event without one is chosen at random.
 */
final class Sampling {
    private static final double RANGE = 0x1p53;

    private final double share;
    private final DoubleSupplier random;

    /**
     * A choice.
     *
     * @param share the share that is taken, from 0 to 1
     */
    Sampling(double share, DoubleSupplier random) {
        this.share = share;
        this.random = random;
    }

    boolean takes(LogEvent event) {
        return share >= 1 || event.level().isAtLeast(Level.WARN) || place(event) < share;
    }

    /** A number in [0, 1). */
    private double place(LogEvent event) {
        String trace = traceOf(event);
        return trace == null || trace.isEmpty() ? random.getAsDouble() : (StableHash.of(trace) >>> 11) / RANGE;
    }

    private static @Nullable String traceOf(LogEvent event) {
        String trace = event.field("trace_id");
        return trace == null ? event.field("traceId") : trace;
    }
}
