package io.fapilog.supervision;

import io.fapilog.Diagnostics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what fapilog warns of. */
final class Warnings implements Diagnostics {
    private final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public void info(String message) {}

    @Override
    public void warn(String key, String message) {
        all.add(message);
    }

    List<String> all() {
        return all;
    }
}
