package io.fapilog.supervision;

import io.fapilog.Diagnostics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Diagnostics that record the warnings of fapilog. */
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
