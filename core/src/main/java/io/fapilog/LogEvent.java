package io.fapilog;

import io.fapilog.spi.TimeSource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One structured occurrence that an application logged. Immutable: all that could change after the call is captured
 * when the event is built, on the caller's thread. Only the throwable is kept as it is, and rendered later.
 */
public final class LogEvent {
    private static final Object[] NO_ATTRIBUTES = {};
    /** What the object and its references cost beside its texts, roughly. */
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

    /** Begins an event of {@code logger}. */
    public static Builder builder(Level level, String logger, @Nullable String message) {
        return new Builder(level, logger, message == null ? "null" : message);
    }

    /** Nanoseconds since the epoch. */
    public long timestamp() {
        return timestamp;
    }

    /** How grave it is. */
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

    /** What was thrown. */
    public @Nullable Throwable throwable() {
        return throwable;
    }

    /** What was thrown, where no more than its text is to be had; null where there is a {@link #throwable}. */
    public @Nullable Rendered rendered() {
        return rendered;
    }

    /** An estimate of the memory that the event holds, in bytes. */
    public int size() {
        return size;
    }

    /**
     * Shows every key-value pair, in order; a value is a {@link String}, a {@link Number}, a {@link Boolean} or null.
     */
    public void forEachAttribute(BiConsumer<String, @Nullable Object> visitor) {
        for (int i = 0; i < attributes.length; i += 2) {
            visitor.accept((String) attributes[i], attributes[i + 1]);
        }
    }

    /**
     * The value of the field {@code name}, from the context, else from the key-values, as text; null when there is
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

    /** For debugging only; the line that is sent is made by {@link io.fapilog.json.JsonLine}. */
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
     * A throwable that is present as text only, as in an event that came from another process.
     *
     * @param type the name of its class
     * @param message its message
     * @param stackTrace its stack trace with its causes, in the form of {@link Throwable#printStackTrace}
     */
    public record Rendered(String type, @Nullable String message, String stackTrace) {}

    /** Collects what an event consists of. For one thread; build once. */
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

        /** Sets the time, in nanoseconds since the epoch; by default the present. */
        public Builder timestamp(long epochNanos) {
            timestamp = epochNanos;
            return this;
        }

        /** Sets the name of the thread; by default that of the calling one. */
        public Builder thread(String name) {
            thread = name;
            return this;
        }

        /** Sets the mapped diagnostic context. The map is kept, so the caller must not change it afterwards. */
        public Builder context(Map<String, String> map) {
            context = map;
            return this;
        }

        /**
         * Adds a key-value pair. Texts, booleans and the numbers of the JDK stay what they are (of a counter such as
         * {@code AtomicLong} its present number); of anything else the text is taken now. A {@code toString} that
         * throws costs only this value.
         */
        public Builder attribute(@Nullable String name, @Nullable Object value) {
            if (count == attributes.length) {
                attributes = Arrays.copyOf(attributes, Math.max(8, count * 2));
            }
            attributes[count++] = name == null ? "null" : name;
            setValue(value);
            return this;
        }

        /** Sets what was thrown. */
        public Builder throwable(@Nullable Throwable thrown) {
            throwable = thrown;
            return this;
        }

        /** Sets what was thrown, as text; a {@link #throwable(Throwable) throwable} comes before it. */
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
