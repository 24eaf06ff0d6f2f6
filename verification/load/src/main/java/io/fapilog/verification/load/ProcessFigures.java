package io.fapilog.verification.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import org.HdrHistogram.Histogram;

/** What a process measures of itself. */
public final class ProcessFigures {
    private ProcessFigures() {}

    /** The processor time of the process. */
    public static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** The time of all garbage collections. */
    public static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /** The bytes of the heap that are in use after a collection. */
    public static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Adds the percentiles of {@code calls} to {@code state}. */
    public static State addPercentiles(State state, Histogram calls) {
        return state.with("p50", calls.getValueAtPercentile(50))
                .with("p99", calls.getValueAtPercentile(99))
                .with("p999", calls.getValueAtPercentile(99.9))
                .with("max", calls.getMaxValue());
    }
}
