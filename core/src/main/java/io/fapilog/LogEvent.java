package io.fapilog;

import io.fapilog.spi.TimeSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One structured log record. Immutable: context, attribute values and exception are captured when they are given to the
 * builder, on the caller's thread, so that no code of the application runs later.
 */
public final class LogEvent {
    private static final Object[] NO_ATTRIBUTES = {};
    /** This object without what it refers to, and its place in the queue. */
    private static final long OWN = HeapSize.object(8 * HeapSize.REFERENCE + 12) + HeapSize.REFERENCE;

    private final long timestamp;
    private final Level level;
    private final String logger;
    private final String thread;
    private final String message;
    private final Object[] context;
    private final Object[] attributes;
    private final @Nullable Thrown thrown;
    private final @Nullable Rendered rendered;
    private final int size;

    private LogEvent(Builder builder) {
        timestamp = builder.timestamp == Long.MIN_VALUE ? TimeSource.system().epochNanos() : builder.timestamp;
        level = builder.level;
        logger = builder.logger;
        thread = ThreadName.of(builder.thread);
        message = builder.message;
        context = builder.context;
        attributes = builder.count == 0 ? NO_ATTRIBUTES : Arrays.copyOf(builder.attributes, builder.count);
        thrown = builder.thrown;
        rendered = builder.thrown == null ? builder.rendered : null;
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

    /** The mapped diagnostic context at the time of the call; a copy. */
    public Map<String, String> context() {
        Map<String, String> map = new LinkedHashMap<>();
        forEach(context, (name, value) -> map.put(name, value == null ? null : value.toString()));
        return Collections.unmodifiableMap(map);
    }

    /** The exception as it was at the time of the call. */
    public @Nullable Thrown thrown() {
        return thrown;
    }

    /** The exception as text, when there is nothing else; null if there is {@link #thrown}. */
    public @Nullable Rendered rendered() {
        return rendered;
    }

    /** The memory that the event holds, in bytes. */
    public int size() {
        return size;
    }

    /**
     * Passes every attribute to {@code visitor}, in order; a value is a {@link String}, {@link Number}, {@link Boolean}
     * or null.
     */
    public void forEachAttribute(BiConsumer<String, @Nullable Object> visitor) {
        forEach(attributes, visitor);
    }

    /** Passes every entry of the context and then every attribute to {@code visitor}, in order. */
    public void forEachField(BiConsumer<String, @Nullable Object> visitor) {
        forEach(context, visitor);
        forEach(attributes, visitor);
    }

    /**
     * The value of the field {@code name}, from the context, else from the attributes, as text; null when there is
     * none.
     */
    public @Nullable String field(String name) {
        String value = field(context, name);
        return value == null ? field(attributes, name) : value;
    }

    /** For debugging only; {@link io.fapilog.json.JsonLine} makes the line that is sent. */
    @Override
    public String toString() {
        return level + " " + logger + ": " + message;
    }

    private static void forEach(Object[] fields, BiConsumer<String, @Nullable Object> visitor) {
        for (int i = 0; i < fields.length; i += 2) {
            visitor.accept((String) fields[i], fields[i + 1]);
        }
    }

    private static @Nullable String field(Object[] fields, String name) {
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i].equals(name) && fields[i + 1] != null) {
                return String.valueOf(fields[i + 1]);
            }
        }
        return null;
    }

    /**
     * Texts that many events have in common, as the names, count once. The message counts even if the application holds
     * it as well.
     */
    private int estimate() {
        long estimate = OWN + HeapSize.repeated(logger) + HeapSize.repeated(thread) + HeapSize.text(message);
        estimate += size(context) + size(attributes);
        estimate += thrown == null ? 0 : thrown.size();
        estimate += rendered == null ? 0 : rendered.size();
        return (int) Math.min(Integer.MAX_VALUE, estimate);
    }

    private static long size(Object[] fields) {
        long size = HeapSize.references(fields.length);
        for (Object field : fields) {
            size += field instanceof String text ? HeapSize.repeated(text) : HeapSize.value(field);
        }
        return size;
    }

    /**
     * An exception as text, for example of an event from another process.
     *
     * @param type the name of its class
     * @param message its message
     * @param stackTrace its stack trace with its causes, in the form of {@link Throwable#printStackTrace}
     */
    public record Rendered(String type, @Nullable String message, String stackTrace) {
        long size() {
            return HeapSize.object(3 * HeapSize.REFERENCE)
                    + HeapSize.text(type)
                    + HeapSize.text(message)
                    + HeapSize.text(stackTrace);
        }
    }

    /** The builder of an event. For one thread; builds one event. */
    public static final class Builder {
        private final Level level;
        private final String logger;
        private final String message;
        private long timestamp = Long.MIN_VALUE;
        private @Nullable String thread;
        private Object[] context = NO_ATTRIBUTES;
        private Object[] attributes = NO_ATTRIBUTES;
        private int count;
        private @Nullable Thrown thrown;
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

        /**
         * Sets the name of the thread. Default: that of the calling thread. A thread without a name, as virtual threads
         * are, is called {@code virtual-} and its number.
         */
        public Builder thread(String name) {
            thread = name;
            return this;
        }

        /** Sets the mapped diagnostic context. The map is copied now; one that cannot be read says so in the event. */
        public Builder context(Map<String, String> map) {
            context = Values.context(map);
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

        /** Sets the exception, which is captured now, with its frames, causes and suppressed exceptions. */
        public Builder throwable(@Nullable Throwable throwable) {
            return thrown(throwable == null ? null : Thrown.of(throwable));
        }

        /** Sets the exception. */
        public Builder thrown(@Nullable Thrown captured) {
            thrown = captured;
            return this;
        }

        /** Sets the exception as text; one that is {@linkplain #thrown(Thrown) captured} takes precedence. */
        public Builder rendered(Rendered text) {
            rendered = text;
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
