package io.fapilog.jul;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import java.time.Instant;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Translates records of {@code java.util.logging}. */
final class Records {
    private static final Formatter MESSAGES = new Messages();

    private Records() {}

    static LogEvent translate(LogRecord entry, LogEvent.Builder to) {
        String logger = entry.getLoggerName();
        Instant time = entry.getInstant();
        return to.begin(level(entry.getLevel().intValue()), logger == null ? "" : logger)
                .message(message(entry))
                .timestamp(time.getEpochSecond() * 1_000_000_000L + time.getNano())
                .thread(thread(entry))
                .throwable(entry.getThrown())
                .build();
    }

    /** The formatted message; the pattern if the formatting fails. */
    private static String message(LogRecord entry) {
        try {
            return String.valueOf(MESSAGES.formatMessage(entry));
        } catch (Throwable e) {
            return String.valueOf(entry.getMessage());
        }
    }

    private static String thread(LogRecord entry) {
        Thread caller = Thread.currentThread();
        long id = entry.getLongThreadID();
        return id == caller.getId() ? caller.getName() : "thread-" + id;
    }

    private static Level level(int value) {
        if (value >= java.util.logging.Level.SEVERE.intValue()) {
            return Level.ERROR;
        }
        if (value >= java.util.logging.Level.WARNING.intValue()) {
            return Level.WARN;
        }
        if (value >= java.util.logging.Level.CONFIG.intValue()) {
            return Level.INFO;
        }
        return value >= java.util.logging.Level.FINE.intValue() ? Level.DEBUG : Level.TRACE;
    }

    /** For access to {@link #formatMessage}. */
    private static final class Messages extends Formatter {
        @Override
        public String format(LogRecord entry) {
            return formatMessage(entry);
        }
    }
}
