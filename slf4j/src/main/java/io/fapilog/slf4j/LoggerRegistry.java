package io.fapilog.slf4j;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/** The loggers, one per name, which are never removed. Thread-safe. */
final class LoggerRegistry implements ILoggerFactory {
    private final ConcurrentMap<String, FapilogLogger> loggers = new ConcurrentHashMap<>();

    @Override
    public Logger getLogger(@Nullable String name) {
        return loggers.computeIfAbsent(String.valueOf(name), FapilogLogger::new);
    }
}
