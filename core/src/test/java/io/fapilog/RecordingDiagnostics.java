package io.fapilog;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was said. */
final class RecordingDiagnostics implements Diagnostics {
    final List<String> infos = new CopyOnWriteArrayList<>();
    final List<String> warnings = new CopyOnWriteArrayList<>();

    @Override
    public void info(String message) {
        infos.add(message);
    }

    /** So many warnings cannot be told. */
    int failures;

    @Override
    public void warn(String key, String message) {
        if (failures > 0) {
            failures--;
            throw new OutOfMemoryError("no words");
        }
        warnings.add(message);
    }
}
