package io.fapilog.loki;

import io.fapilog.Diagnostics;

/** Reports nothing: a check tells what it finds by its findings. Stateless. */
final class NoDiagnostics implements Diagnostics {
    @Override
    public void info(String message) {}

    @Override
    public void warn(String key, String message) {}
}
