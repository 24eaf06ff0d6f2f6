package io.fapilog.testkit;

import io.fapilog.Diagnostics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Diagnostics that record every message. Thread-safe. */
public final class RecordingDiagnostics implements Diagnostics {
    /** The messages of {@link #info}. */
    public final List<String> infos = new CopyOnWriteArrayList<>();

    /** The messages of {@link #warn}, without their keys. */
    public final List<String> warnings = new CopyOnWriteArrayList<>();

    /** The number of warnings that fail from now on, instead of being recorded. */
    public final AtomicInteger failures = new AtomicInteger();

    @Override
    public void info(String message) {
        infos.add(message);
    }

    @Override
    public void warn(String key, String message) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new OutOfMemoryError("no memory for a warning");
        }
        warnings.add(message);
    }
}
