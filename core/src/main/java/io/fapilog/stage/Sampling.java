package io.fapilog.stage;

import io.fapilog.Level;
import io.fapilog.LogEvent;
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
        return trace == null || trace.isEmpty() ? random.getAsDouble() : (mixed(trace) >>> 11) / RANGE;
    }

    private static @Nullable String traceOf(LogEvent event) {
        String trace = event.field("trace_id");
        return trace == null ? event.field("traceId") : trace;
    }

    /** A hash of {@code text} (FNV-1a, then the finalizer of MurmurHash3), which is the same in every process. */
    private static long mixed(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
