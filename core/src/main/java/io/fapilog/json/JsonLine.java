package io.fapilog.json;

import io.fapilog.LogEvent;
import io.fapilog.config.LineOptions;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event as one line of compact JSON (RFC 8259) in UTF-8:
 *
 * <pre>{"timestamp":"2026-11-22T10:15:30.123456789Z","level":"INFO","logger":"shop.Orders","thread":"main",
 * "message":"order placed","order_id":4711,"exception_type":…,"exception_message":…,"exception_hash":…,
 * "exception_stacktrace":…}</pre>
 *
 * <p>Context and attributes follow the message under their own names; a name that is in use already gets {@code _2},
 * {@code _3} and so on. {@code traceId} and {@code spanId} are written as {@code trace_id} and {@code span_id}. A value
 * with members is an object or an array. An unpaired surrogate becomes U+FFFD; a number that JSON parsers may refuse
 * (NaN, an infinity, more than 64 characters) becomes a string. {@linkplain LineOptions Options} choose the fields and
 * limit each; a value over its limit is cut and says {@code [truncated]}.
 *
 * <p>A line over the limit is truncated inside its JSON: first the message, then the message of the exception, then the
 * stack trace. If that is not enough, all other values are truncated too and the last fields are omitted. The line
 * stays valid JSON and ends with {@code "truncated":true,"original_bytes":N}, where N is the length of the whole line.
 *
 * <p>For one thread, which reuses it for all lines: the result of {@link #encode} is valid until the next call.
 */
public final class JsonLine {
    private static final int UNLIMITED = Integer.MAX_VALUE;
    /** Room for the two fields that mark a truncated line, the closing brace, and the quotes of truncated texts. */
    private static final int MARKER = 64;
    /** The most bytes of the JSON of one character. */
    private static final int LONGEST_CHARACTER = 6;

    private final int maxBytes;
    private final int leastLeft;
    private final int maxField;
    /** Texts of so many characters are never over the limit of a field. */
    private final int uncutText;

    private final boolean choosesFields;
    private final boolean dropsEmpty;
    private final boolean hasHash;
    private final Utf8Json out;
    private final Rfc3339 clock = new Rfc3339();
    private final NestedJson nested;
    private final LineNames names;
    /** Loggers and threads. */
    private final KeptTexts places = new KeptTexts();
    /** Of fields, which change more often. */
    private final KeptTexts values = new KeptTexts();

    private int messageLimit;
    private int thrownMessageLimit;
    private int stackLimit;
    private int valueLimit;
    private int fieldsRoom;
    private long messageBytes;
    private long thrownMessageBytes;
    private long stackBytes;
    private long fieldsEnd;
    private boolean truncated;

    /**
     * Creates an encoder with the {@linkplain LineOptions#of default} options.
     *
     * @param maxBytes the most bytes of a line, at least 1024
     */
    public JsonLine(int maxBytes) {
        this(LineOptions.of(maxBytes));
    }

    /** Creates an encoder. */
    public JsonLine(LineOptions options) {
        maxBytes = options.maxBytes();
        leastLeft = Math.min(1024, maxBytes / 16);
        maxField = options.maxField();
        uncutText = maxField / LONGEST_CHARACTER - 1;
        choosesFields = !options.fields().isAll();
        dropsEmpty = options.dropsEmpty();
        hasHash = options.exceptionHash();
        out = new Utf8Json(maxBytes);
        nested = new NestedJson(out);
        names = new LineNames(options.fields());
    }

    /** Encodes {@code event} with {@code timestamp}, in nanoseconds since the epoch, instead of its own. */
    public void encode(LogEvent event, long timestamp) {
        StackTraceText thrown = StackTraceText.of(event, maxBytes);
        removeLimits();
        write(event, timestamp, thrown);
        truncated = out.written() >= maxBytes;
        if (truncated) {
            long original = out.written() + 1 + (thrown == null ? 0 : thrown.droppedBytes());
            setLimits(event, timestamp, thrown);
            write(event, timestamp, thrown);
            out.ascii(",\"truncated\":true,\"original_bytes\":");
            out.ascii(Long.toString(original));
        }
        out.ascii("}");
    }

    /** The bytes of the line, from the first to {@link #length}; without a line feed. */
    public byte[] bytes() {
        return out.bytes();
    }

    /** The number of bytes of the line. */
    public int length() {
        return out.length();
    }

    /** Whether the line was truncated. */
    public boolean isTruncated() {
        return truncated;
    }

    /** The name of a field in the line. */
    public static String fieldName(String name) {
        return switch (name) {
            case "traceId" -> "trace_id";
            case "spanId" -> "span_id";
            default -> name;
        };
    }

    /**
     * The stack trace of the exception of {@code event} and its causes, in the form of {@link
     * Throwable#printStackTrace}, truncated to 1 Mi characters; empty when there is no exception.
     */
    public static String stackTrace(LogEvent event) {
        StackTraceText thrown = StackTraceText.of(event, 1 << 20);
        return thrown == null ? "" : thrown.text();
    }

    /** The compact JSON of a value of a field. */
    public static String json(Object value) {
        return NestedJson.text(value);
    }

    private void removeLimits() {
        messageLimit = UNLIMITED;
        thrownMessageLimit = UNLIMITED;
        stackLimit = UNLIMITED;
        valueLimit = UNLIMITED;
        fieldsRoom = UNLIMITED;
    }

    private void setLimits(LogEvent event, long timestamp, @Nullable StackTraceText thrown) {
        long least = out.written()
                - (messageBytes - least(messageBytes))
                - (thrownMessageBytes - least(thrownMessageBytes))
                - (stackBytes - least(stackBytes));
        if (least > maxBytes - MARKER) {
            valueLimit = leastLeft;
            fieldsRoom = maxBytes / 4 - MARKER;
            write(event, timestamp, thrown);
        }
        long excess = out.written() - maxBytes + MARKER;
        messageLimit = shortened(messageBytes, excess);
        excess -= messageBytes - messageLimit;
        thrownMessageLimit = shortened(thrownMessageBytes, excess);
        excess -= thrownMessageBytes - thrownMessageLimit;
        stackLimit = shortened(stackBytes, excess);
    }

    private int least(long bytes) {
        return (int) Math.min(bytes, leastLeft);
    }

    private int shortened(long bytes, long excess) {
        return (int) Math.min(UNLIMITED, excess <= 0 ? bytes : Math.max(least(bytes), bytes - excess));
    }

    private void write(LogEvent event, long timestamp, @Nullable StackTraceText thrown) {
        out.clear();
        out.ascii("{\"timestamp\":\"");
        clock.write(timestamp, out);
        out.ascii("\",\"level\":\"");
        out.ascii(event.level().name());
        out.ascii("\",\"logger\":");
        repeated(event.logger(), places);
        out.ascii(",\"thread\":");
        repeated(event.thread(), places);
        out.ascii(",\"message\":");
        messageBytes = message(event);
        fields(event);
        thrownMessageBytes = 0;
        stackBytes = 0;
        if (thrown != null) {
            exception(event, thrown);
        }
    }

    /** Writes a text that other lines may contain too. */
    private void repeated(String text, KeptTexts kept) {
        if (valueLimit == UNLIMITED) {
            kept.write(text, out);
        } else {
            out.string(text, valueLimit);
        }
    }

    /** Returns the number of bytes between the quotes. */
    private long message(LogEvent event) {
        return out.message(event, messageLimit) ? event.messageBytes() : text(event.message(), messageLimit);
    }

    /** Returns the number of bytes between the quotes. */
    private long text(String text, int limit) {
        long start = out.written();
        out.string(text, limit);
        return out.written() - start - 2;
    }

    private void fields(LogEvent event) {
        names.clear(event.thrown() != null || event.rendered() != null);
        fieldsEnd = out.written() + fieldsRoom;
        event.forEachField(this::field);
    }

    private void field(String name, @Nullable Object value) {
        if (out.written() >= fieldsEnd || (dropsEmpty && isEmpty(value)) || (choosesFields && !names.isChosen(name))) {
            return;
        }
        byte[] json = valueLimit == UNLIMITED ? names.add(name) : null;
        if (json != null) {
            out.raw(json);
        } else {
            out.ascii(",");
            name(fieldName(name));
            out.ascii(":");
        }
        value(value);
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null || (value instanceof String text && text.isEmpty());
    }

    private void value(@Nullable Object value) {
        if (value instanceof String text && (text.length() <= uncutText || valueLimit <= maxField)) {
            repeated(text, values);
        } else {
            nested.write(value, Math.min(valueLimit, maxField));
        }
    }

    /** Compares the name as a reader will see it: truncated, and with unpaired surrogates replaced. */
    private void name(String name) {
        long start = out.written();
        int written = out.string(name, valueLimit);
        if (written > maxBytes) {
            // The line will be truncated, and the name with it.
            return;
        }
        String read = name.substring(0, written);
        boolean plain = out.written() - start - 2 == written;
        String free = names.free(plain ? read : paired(read));
        if (!free.equals(name)) {
            out.rewind(start);
            out.string(free, UNLIMITED);
        }
    }

    private static String paired(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void exception(LogEvent event, StackTraceText thrown) {
        out.ascii(",\"exception_type\":");
        out.string(thrown.type(), valueLimit);
        String message = thrown.message();
        if (message != null) {
            out.ascii(",\"exception_message\":");
            thrownMessageBytes = text(message, thrownMessageLimit);
        }
        if (hasHash) {
            out.ascii(",\"exception_hash\":\"");
            out.ascii(ExceptionHash.of(event));
            out.ascii("\"");
        }
        out.ascii(",\"exception_stacktrace\":");
        stackBytes = text(thrown.text(), stackLimit);
    }
}
