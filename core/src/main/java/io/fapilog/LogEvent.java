package io.fapilog;

import io.fapilog.spi.TimeSource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One structured log record. Immutable: attribute values that could change are captured when the event is built, on the
 * caller's thread. The throwable and the context map are referenced, not copied; the throwable is rendered later.
 */
public final class LogEvent {
    private static final Object[] NO_ATTRIBUTES = {};
    /** The approximate memory of the object and its references, without its texts. */
    private static final int OVERHEAD = 120;

    private static final int THROWABLE_SIZE = 4_096;

    private final long timestamp;
    private final Level level;
    private final String logger;
    private final String thread;
    private final String message;
    private final Map<String, String> context;
    private final Object[] attributes;
    private final @Nullable Throwable throwable;
    private final @Nullable Rendered rendered;
    private final int size;

    private LogEvent(Builder builder) {
        timestamp = builder.timestamp == Long.MIN_VALUE ? TimeSource.system().epochNanos() : builder.timestamp;
        level = builder.level;
        logger = builder.logger;
        thread = builder.thread == null ? Thread.currentThread().getName() : builder.thread;
        message = builder.message;
        context = builder.context;
        attributes = builder.count == 0 ? NO_ATTRIBUTES : Arrays.copyOf(builder.attributes, builder.count);
        throwable = builder.throwable;
        rendered = builder.throwable == null ? builder.rendered : null;
        size = estimate();
    }

    /** Starts an event of {@code logger}; a null message becomes {@code "null"}. */
    public static Builder builder(Level level, String logger, @Nullable String message) {
        return new Builder(level, logger, message == null ? "null" : message);
    }

    /** The time stamp in nanoseconds since the epoch. */
    public long timestamp() {
        return timestamp;
    }

    /** The severity. */
    public Level level() {
        return level;
    }

    /** The name of the logger. */
    public String logger() {
        return logger;
    }

    /** The name of the thread that logged. */
    public String thread() {
        return thread;
    }

    /** The formatted message. */
    public String message() {
        return message;
    }

    /** The mapped diagnostic context at the time of the call. */
    public Map<String, String> context() {
        return context;
    }

    /** The exception. */
    public @Nullable Throwable throwable() {
        return throwable;
    }

    /**
     * The exception as text, when the {@code Throwable} itself is not available; null if there is a {@link #throwable}.
     */
    public @Nullable Rendered rendered() {
        return rendered;
    }

    /** An estimate of the memory that the event holds, in bytes. */
    public int size() {
        return size;
    }

    /**
     * Passes every attribute to {@code visitor}, in order; a value is a {@link String}, {@link Number}, {@link Boolean}
     * or null.
     */
    public void forEachAttribute(BiConsumer<String, @Nullable Object> visitor) {
        for (int i = 0; i < attributes.length; i += 2) {
            visitor.accept((String) attributes[i], attributes[i + 1]);
        }
    }

    /**
     * The value of the field {@code name}, from the context, else from the attributes, as text; null when there is
     * none.
     */
    public @Nullable String field(String name) {
        String value = context.get(name);
        if (value != null) {
            return value;
        }
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i].equals(name) && attributes[i + 1] != null) {
                return String.valueOf(attributes[i + 1]);
            }
        }
        return null;
    }

    /** For debugging only; {@link io.fapilog.json.JsonLine} makes the line that is sent. */
    @Override
    public String toString() {
        return level + " " + logger + ": " + message;
    }

    private int estimate() {
        long estimate = OVERHEAD + text(message) + (throwable == null ? 0 : THROWABLE_SIZE);
        if (rendered != null) {
            estimate += OVERHEAD + text(rendered.message) + text(rendered.stackTrace);
        }
        if (!context.isEmpty()) {
            for (Map.Entry<String, String> entry : context.entrySet()) {
                estimate += 40L + text(entry.getKey()) + text(entry.getValue());
            }
        }
        for (Object attribute : attributes) {
            estimate += valueSize(attribute);
        }
        return (int) Math.min(Integer.MAX_VALUE, estimate);
    }

    private static long valueSize(@Nullable Object value) {
        if (value instanceof String string) {
            return text(string);
        }
        Object digits = value instanceof BigDecimal decimal ? decimal.unscaledValue() : value;
        return 24L + (digits instanceof BigInteger integer ? integer.bitLength() / 8 : 0);
    }

    private static long text(@Nullable String text) {
        return text == null ? 0 : 40L + text.length();
    }

    /**
     * An exception as text, for example of an event from another process.
     *
     * @param type the name of its class
     * @param message its message
     * @param stackTrace its stack trace with its causes, in the form of {@link Throwable#printStackTrace}
     */
    public record Rendered(String type, @Nullable String message, String stackTrace) {}

    /** The builder of an event. For one thread; builds one event. */
    public static final class Builder {
        private final Level level;
        private final String logger;
        private final String message;
        private long timestamp = Long.MIN_VALUE;
        private @Nullable String thread;
        private Map<String, String> context = Map.of();
        private Object[] attributes = NO_ATTRIBUTES;
        private int count;
        private @Nullable Throwable throwable;
        private @Nullable Rendered rendered;

        private Builder(Level level, String logger, String message) {
            this.level = level;
            this.logger = logger;
            this.message = message;
        }

        /** Sets the time stamp in nanoseconds since the epoch. Default: now. */
        public Builder timestamp(long epochNanos) {
            timestamp = epochNanos;
            return this;
        }

        /** Sets the name of the thread. Default: that of the calling thread. */
        public Builder thread(String name) {
            thread = name;
            return this;
        }

        /** Sets the mapped diagnostic context. The map is not copied, so the caller must not change it afterwards. */
        public Builder context(Map<String, String> map) {
            context = map;
            return this;
        }

        /**
         * Adds an attribute. Strings, booleans and the immutable numbers of the JDK keep their type; a counter such as
         * {@code AtomicLong} is captured as its present number, and anything else as its {@code toString}, which is
         * called now. If that throws, the value says so.
         */
        public Builder attribute(@Nullable String name, @Nullable Object value) {
            if (count == attributes.length) {
                attributes = Arrays.copyOf(attributes, Math.max(8, count * 2));
            }
            attributes[count++] = name == null ? "null" : name;
            setValue(value);
            return this;
        }

        /** Sets the exception. */
        public Builder throwable(@Nullable Throwable thrown) {
            throwable = thrown;
            return this;
        }

        /** Sets the exception as text; a {@link #throwable(Throwable) throwable} takes precedence. */
        public Builder rendered(Rendered thrown) {
            rendered = thrown;
            return this;
        }

        /** Builds the event. */
        public LogEvent build() {
            return new LogEvent(this);
        }

        @SuppressWarnings("NullAway") // an array of values that may be null
        private void setValue(@Nullable Object value) {
            attributes[count++] = Values.capture(value);
        }
    }
}
