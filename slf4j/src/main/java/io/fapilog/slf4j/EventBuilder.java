package io.fapilog.slf4j;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import org.slf4j.spi.DefaultLoggingEventBuilder;
import org.slf4j.spi.LoggingEventBuilder;

/** SLF4J's builder of the fluent API, except that a supplier that throws affects its value only. For one thread. */
final class EventBuilder extends DefaultLoggingEventBuilder {
    private static final Object[] NO_ARGUMENTS = {};

    EventBuilder(FapilogLogger logger, Level level) {
        super(logger, level);
    }

    @Override
    public LoggingEventBuilder setMessage(Supplier<String> message) {
        return setMessage(String.valueOf(value(message)));
    }

    @Override
    public LoggingEventBuilder addArgument(Supplier<?> argument) {
        return addArgument(value(argument));
    }

    @Override
    public LoggingEventBuilder addKeyValue(String key, Supplier<Object> value) {
        return addKeyValue(key, value(value));
    }

    @Override
    public void log(Supplier<String> message) {
        log(String.valueOf(value(message)));
    }

    @Override
    public void log(String message, @Nullable Object @Nullable ... arguments) {
        super.log(message, arguments == null ? NO_ARGUMENTS : arguments);
    }

    /** The value of {@code supplier}, or a text that names what it has thrown. */
    private static @Nullable Object value(@Nullable Supplier<?> supplier) {
        try {
            return supplier == null ? null : supplier.get();
        } catch (Throwable e) {
            return "[supplier failed: " + e.getClass().getName() + "]";
        }
    }
}
