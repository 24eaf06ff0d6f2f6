package io.fapilog.spi;

import io.fapilog.LogEvent;
import io.fapilog.SinkPreview;
import org.jspecify.annotations.Nullable;

/** Encodes events as a sink would send them, and sends nothing. For the worker only. */
@FunctionalInterface
public interface Preview {
    /** Returns {@code event} as the sink would send it; null if it is settled with the ledger, since it is not sent. */
    @Nullable
    SinkPreview of(LogEvent event);
}
