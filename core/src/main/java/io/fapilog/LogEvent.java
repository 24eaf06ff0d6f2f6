package io.fapilog;

import io.fapilog.spi.TimeSource;
import io.fapilog.text.EightBytes;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One structured log record. Immutable: context, attribute values and exception are captured when they are given to the
 * builder, on the caller's thread, so that no code of the application runs later.
 */
public final class LogEvent {
    /** This object without what it refers to, and its place in the queue, with a number. */
    private static final long OWN = HeapSize.object(8 * HeapSize.REFERENCE + 12) + HeapSize.REFERENCE + 4;

    private final long timestamp;
    private final Level level;
    private final String logger;
    private final String thread;
    /** A string, or the bytes of one in ISO 8859-1. */
    private final Object message;

    private final @Nullable Object[] context;
    private final @Nullable Object[] attributes;
    private final @Nullable Thrown thrown;
    private final @Nullable Rendered rendered;
    private final int size;

    private LogEvent(Builder builder) {
        timestamp = builder.timestamp == Long.MIN_VALUE ? TimeSource.system().epochNanos() : builder.timestamp;
        level = builder.level;
        logger = builder.logger;
        thread = ThreadName.of(builder.thread);
        message = builder.takeMessage();
        @Nullable Object[] formerContext = builder.context.former();
        context = builder.context.toSharedArray();
        attributes = builder.attributes.toArray();
        thrown = builder.thrown;
        rendered = builder.thrown == null ? builder.rendered : null;
        size = estimate(context != formerContext);
    }

    /** Starts an event of {@code logger}; a null message becomes {@code "null"}. */
    public static Builder builder(Level level, String logger, @Nullable String message) {
        return new Builder().begin(level, logger).message(message);
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
        return message instanceof byte[] latin1 ? new String(latin1, StandardCharsets.ISO_8859_1) : (String) message;
    }

    /** The length of the message if {@link #copyMessage} can copy it, else -1. For encoders. */
    public int messageBytes() {
        return message instanceof byte[] latin1 ? latin1.length : -1;
    }

    /**
     * Copies the message in ISO 8859-1 to {@code target}, from {@code offset} on, if {@link #messageBytes} is not -1.
     */
    public void copyMessage(byte[] target, int offset) {
        byte[] latin1 = (byte[]) message;
        System.arraycopy(latin1, 0, target, offset, latin1.length);
    }

    /**
     * Whether {@code test} holds for some bytes of the message, if {@link #messageBytes} is not -1. For those who
     * search it without a copy.
     *
     * @param test is passed eight bytes after the other, the first of them the lowest; zeros follow the last one
     */
    public boolean searchMessage(LongPredicate test) {
        byte[] latin1 = (byte[]) message;
        int i = 0;
        for (; i <= latin1.length - Long.BYTES; i += Long.BYTES) {
            if (test.test(EightBytes.at(latin1, i))) {
                return true;
            }
        }
        return i < latin1.length && test.test(lastBytes(latin1, i));
    }

    private static long lastBytes(byte[] bytes, int from) {
        int last = bytes.length - Long.BYTES;
        if (last >= 0) {
            return EightBytes.at(bytes, last) >>> (Byte.SIZE * (from - last));
        }
        long eight = 0;
        for (int i = bytes.length - 1; i >= from; i--) {
            eight = (eight << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return eight;
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

    /** A builder with everything that this event has, for an event that differs from it in a part. */
    public Builder toBuilder() {
        Builder builder =
                new Builder().begin(level, logger).timestamp(timestamp).thread(thread);
        builder.message = message;
        forEach(context, builder::context);
        forEach(attributes, builder::attribute);
        builder.thrown = thrown;
        builder.rendered = rendered;
        return builder;
    }

    /** The memory that the event holds, in bytes. */
    public int size() {
        return size;
    }

    /**
     * Passes every attribute to {@code visitor}, in order. A value is a {@link String}, a {@link Number} that is
     * immutable, a {@link Boolean} or null, or it has members: then it is an unmodifiable {@link Map} of names to such
     * values, or an unmodifiable {@link java.util.List} of them, and its text is its compact JSON.
     */
    public void forEachAttribute(BiConsumer<String, @Nullable Object> visitor) {
        forEach(attributes, visitor);
    }

    /** An object that other events have too if their context is this very one; only to be compared. */
    public Object contextIdentity() {
        return context;
    }

    /** Passes every entry of the context to {@code visitor}, in order. */
    public void forEachContext(BiConsumer<String, @Nullable Object> visitor) {
        forEach(context, visitor);
    }

    /** Passes every entry of the context and then every attribute to {@code visitor}, in order. */
    public void forEachField(BiConsumer<String, @Nullable Object> visitor) {
        forEach(context, visitor);
        forEach(attributes, visitor);
    }

    /**
     * The value of the field {@code name}, from the context, else from the attributes, as text; one with members as
     * compact JSON. Null when there is none.
     */
    public @Nullable String field(String name) {
        String value = field(context, name);
        return value == null ? field(attributes, name) : value;
    }

    /** For debugging only; {@link io.fapilog.json.JsonLine} makes the line that is sent. */
    @Override
    public String toString() {
        return level + " " + logger + ": " + message();
    }

    private static void forEach(@Nullable Object[] fields, BiConsumer<String, @Nullable Object> visitor) {
        for (int i = 0; i < fields.length; i += 2) {
            visitor.accept((String) fields[i], fields[i + 1]);
        }
    }

    private static @Nullable String field(@Nullable Object[] fields, String name) {
        for (int i = 0; i < fields.length; i += 2) {
            if (name.equals(fields[i]) && fields[i + 1] != null) {
                return String.valueOf(fields[i + 1]);
            }
        }
        return null;
    }

    /**
     * Texts that many events have in common, as the names, count once, and so does a context. The message counts even
     * if the application holds it as well.
     */
    private int estimate(boolean isNewContext) {
        long estimate = OWN + HeapSize.repeated(logger) + HeapSize.repeated(thread);
        estimate += message instanceof byte[] latin1 ? HeapSize.bytes(latin1.length) : HeapSize.text((String) message);
        estimate += (isNewContext ? HeapSize.elements(context) : 0) + HeapSize.elements(attributes);
        estimate += thrown == null ? 0 : thrown.size();
        estimate += rendered == null ? 0 : rendered.size();
        return (int) Math.min(Integer.MAX_VALUE, estimate);
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

    /** The builder of an event, or of several that begin alike. For one thread. */
    public static final class Builder {
        private final FieldList context = new FieldList();
        private final FieldList attributes = new FieldList();
        /** Whether the builder is lent by {@link SpareBuilder}. */
        boolean inUse;

        private @Nullable MessageBuffer buffer;
        private Level level = Level.INFO;
        private String logger = "";
        /** Null if the message is in the buffer. */
        private @Nullable Object message = "";

        private long timestamp;
        private @Nullable String thread;
        private @Nullable Thrown thrown;
        private @Nullable Rendered rendered;

        Builder() {}

        /** Begins a new event of {@code logger} with an empty message, and forgets everything else that was set. */
        public Builder begin(Level ofEvent, String name) {
            level = ofEvent;
            logger = name;
            message = "";
            timestamp = Long.MIN_VALUE;
            thread = null;
            context.clear();
            attributes.clear();
            thrown = null;
            rendered = null;
            return this;
        }

        /** Sets the message; null becomes {@code "null"}. */
        public Builder message(@Nullable String text) {
            message = String.valueOf(text);
            return this;
        }

        /**
         * Returns an empty buffer, whose content at the end is the message: it takes less memory than a string. The
         * buffer must not be used after the event is built.
         */
        public StringBuilder messageBuffer() {
            MessageBuffer used = buffer == null ? new MessageBuffer() : buffer;
            buffer = used;
            message = null;
            return used.clear();
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
            context.set(map);
            return this;
        }

        /**
         * Sets the mapped diagnostic context to that of the last event that this builder has built, if it has as many
         * entries as {@code map} and the same values. For adapters: this allocates nothing.
         *
         * @param map the context, of any type
         * @param size the number of its entries
         * @param get returns the value of a name in it
         * @return false if it is another context; then it must be set
         */
        public <M> boolean repeatContext(M map, int size, BiFunction<? super M, String, ?> get) {
            return context.repeat(map, size, get);
        }

        /** Adds an entry to the mapped diagnostic context; the value is captured as that of an {@link #attribute}. */
        public Builder context(@Nullable String name, @Nullable Object value) {
            context.add(name, value);
            return this;
        }

        /**
         * Adds an attribute. Strings, booleans and the immutable numbers of the JDK keep their type; a counter such as
         * {@code AtomicLong} is captured as its present number. A map, an {@link Iterable}, an array, an optional and a
         * record without a {@code toString} of its own are captured now with their members: at most 8 nested, with at
         * most 1000 members and 32 Ki characters of text altogether; what is beyond says {@code [truncated]}. Anything
         * else is captured as its {@code toString}, which is called now. What cannot be read says so.
         */
        public Builder attribute(@Nullable String name, @Nullable Object value) {
            attributes.add(name, value);
            return this;
        }

        /**
         * Adds the entries of a map, or the components of a record, as attributes, within the bounds of one {@link
         * #attribute}. Adds nothing if {@code value} is anything else.
         */
        public Builder members(@Nullable Object value) {
            if (Values.capture(value) instanceof CapturedMap map) {
                map.forEach(this::attribute);
            }
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

        private Object takeMessage() {
            Object taken = message;
            if (taken == null) {
                taken = buffer == null ? "" : buffer.content();
                message = taken;
            }
            return taken;
        }
    }
}
