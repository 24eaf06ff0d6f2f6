package io.fapilog.json;

import io.fapilog.LogEvent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event as one line of compact, flat JSON (RFC 8259) in UTF-8:
 *
 * <pre>{"timestamp":"2026-11-22T10:15:30.123456789Z","level":"INFO","logger":"shop.Orders","thread":"main",
 * "message":"order placed","order_id":4711,"exception_type":…,"exception_message":…,"exception_stacktrace":…}</pre>
 *
 * <p>Between message and exception come the context and the key-values under their own names; a name that is taken gets
 * {@code _2}, {@code _3} and so on. {@code traceId} and {@code spanId} are written as {@code trace_id} and {@code
 * span_id}. An unpaired surrogate becomes U+FFFD; a number that readers of JSON may refuse (NaN, an infinity, more than
 * 64 characters) becomes a text.
 *
 * <p>A line over the limit is cut inside its JSON, first the message, then the exception's message, then the stack
 * trace. Where that is not enough all other values are cut too and the last fields left out. The line stays valid JSON
 * and ends with {@code "truncated":true,"original_bytes":N}, N being what the whole line would have had.
 *
 * <p>Reused for line after line by one thread: the result of {@link #encode} is valid until the next call.
 */
public final class JsonLine {
    private static final int UNLIMITED = Integer.MAX_VALUE;
    /** Room for the two fields that tell of a cut, the closing brace, and the quotes of the texts that are cut. */
    private static final int MARKER = 64;

    private static final int LONGEST_NUMBER = 64;
    /** Beyond so many fields the table of their names is not kept for the next line. */
    private static final int MOST_NAMES_KEPT = 256;

    private static final Map<String, Integer> RESERVED = Map.ofEntries(
            Map.entry("timestamp", 1),
            Map.entry("level", 1),
            Map.entry("logger", 1),
            Map.entry("thread", 1),
            Map.entry("message", 1),
            Map.entry("truncated", 1),
            Map.entry("original_bytes", 1));
    /** Reserved too where something was thrown; else they may come with an event that was read from such a line. */
    private static final Map<String, Integer> RESERVED_BY_EXCEPTION =
            Map.of("exception_type", 1, "exception_message", 1, "exception_stacktrace", 1);

    private final int maxBytes;
    private final int leastKept;
    private final Utf8Json out = new Utf8Json();
    private final Rfc3339 clock = new Rfc3339();
    /** The names that the line has, each with the last number that was tried behind it. */
    private Map<String, Integer> taken = new HashMap<>();

    private int messageLimit;
    private int thrownMessageLimit;
    private int stackLimit;
    private int valueLimit;
    private int fieldsRoom;
    private int messageBytes;
    private int thrownMessageBytes;
    private int stackBytes;
    private long fieldsEnd;
    private boolean cut;

    /** Cuts lines to {@code maxBytes}, at least 1 KiB. */
    public JsonLine(int maxBytes) {
        if (maxBytes < 1024) {
            throw new IllegalArgumentException("a line needs at least 1024 bytes, not " + maxBytes);
        }
        this.maxBytes = maxBytes;
        this.leastKept = Math.min(1024, maxBytes / 16);
    }

    /** Writes {@code event}, with {@code timestamp} in nanoseconds since the epoch in place of its own. */
    public void encode(LogEvent event, long timestamp) {
        StackTraceText thrown = StackTraceText.of(event, maxBytes);
        removeLimits();
        write(event, timestamp, thrown);
        cut = out.length() >= maxBytes;
        if (cut) {
            long original = out.length() + 1L + (thrown == null ? 0 : thrown.droppedBytes());
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

    /** How many bytes the line has. */
    public int length() {
        return out.length();
    }

    /** Whether the line was cut. */
    public boolean isCut() {
        return cut;
    }

    /** The name under which a field is written. */
    public static String fieldName(String name) {
        return switch (name) {
            case "traceId" -> "trace_id";
            case "spanId" -> "span_id";
            default -> name;
        };
    }

    /**
     * The stack trace of what was thrown with {@code event} and of its causes, in the form of {@link
     * Throwable#printStackTrace}, cut at 1 Mi characters; empty when nothing was thrown.
     */
    public static String stackTrace(LogEvent event) {
        StackTraceText thrown = StackTraceText.of(event, 1 << 20);
        return thrown == null ? "" : thrown.text();
    }

    private void removeLimits() {
        messageLimit = UNLIMITED;
        thrownMessageLimit = UNLIMITED;
        stackLimit = UNLIMITED;
        valueLimit = UNLIMITED;
        fieldsRoom = UNLIMITED;
    }

    private void setLimits(LogEvent event, long timestamp, @Nullable StackTraceText thrown) {
        int least = out.length()
                - (messageBytes - least(messageBytes))
                - (thrownMessageBytes - least(thrownMessageBytes))
                - (stackBytes - least(stackBytes));
        if (least > maxBytes - MARKER) {
            valueLimit = leastKept;
            fieldsRoom = maxBytes / 4;
            write(event, timestamp, thrown);
        }
        int excess = out.length() - maxBytes + MARKER;
        messageLimit = kept(messageBytes, excess);
        excess -= messageBytes - messageLimit;
        thrownMessageLimit = kept(thrownMessageBytes, excess);
        excess -= thrownMessageBytes - thrownMessageLimit;
        stackLimit = kept(stackBytes, excess);
    }

    private int least(int bytes) {
        return Math.min(bytes, leastKept);
    }

    private int kept(int bytes, int excess) {
        return excess <= 0 ? bytes : Math.max(least(bytes), bytes - excess);
    }

    private void write(LogEvent event, long timestamp, @Nullable StackTraceText thrown) {
        out.clear();
        out.ascii("{\"timestamp\":\"");
        clock.write(timestamp, out);
        out.ascii("\",\"level\":\"");
        out.ascii(event.level().name());
        out.ascii("\",\"logger\":");
        out.string(event.logger(), valueLimit);
        out.ascii(",\"thread\":");
        out.string(event.thread(), valueLimit);
        out.ascii(",\"message\":");
        messageBytes = text(event.message(), messageLimit);
        fields(event);
        thrownMessageBytes = 0;
        stackBytes = 0;
        if (thrown != null) {
            exception(thrown);
        }
    }

    /** Returns how many bytes were written between the quotes. */
    private int text(String text, int limit) {
        int start = out.length();
        out.string(text, limit);
        return out.length() - start - 2;
    }

    private void fields(LogEvent event) {
        if (taken.size() > MOST_NAMES_KEPT) {
            taken = new HashMap<>();
        }
        taken.clear();
        if (event.throwable() != null) {
            taken.putAll(RESERVED_BY_EXCEPTION);
        }
        fieldsEnd = (long) out.length() + fieldsRoom;
        for (Map.Entry<String, String> entry : event.context().entrySet()) {
            field(entry.getKey(), entry.getValue());
        }
        event.forEachAttribute(this::field);
    }

    private void field(@Nullable String name, @Nullable Object value) {
        if (out.length() >= fieldsEnd) {
            return;
        }
        out.ascii(",");
        name(fieldName(String.valueOf(name)));
        out.ascii(":");
        value(value);
    }

    private void value(@Nullable Object value) {
        String text = String.valueOf(value);
        if (value instanceof String || text.length() > LONGEST_NUMBER || isNotFinite(value)) {
            out.string(text, valueLimit);
        } else {
            out.ascii(text);
        }
    }

    private static boolean isNotFinite(@Nullable Object value) {
        return (value instanceof Double number && !Double.isFinite(number))
                || (value instanceof Float single && !Float.isFinite(single));
    }

    /** A name is compared as it will be read: cut and with its unpaired surrogates replaced. */
    private void name(String name) {
        int start = out.length();
        int kept = out.string(name, valueLimit);
        String read = name.substring(0, kept);
        boolean plain = out.length() - start - 2 == kept;
        String free = free(plain ? read : paired(read));
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

    /** The name itself, or the first of name_2, name_3 … that this line does not have yet. */
    private String free(String name) {
        if (!taken.containsKey("timestamp")) {
            taken.putAll(RESERVED);
        }
        Integer last = taken.putIfAbsent(name, 1);
        if (last == null) {
            return name;
        }
        int number = last + 1;
        while (taken.putIfAbsent(name + "_" + number, 1) != null) {
            number++;
        }
        taken.put(name, number);
        return name + "_" + number;
    }

    private void exception(StackTraceText thrown) {
        out.ascii(",\"exception_type\":");
        out.string(thrown.type(), valueLimit);
        String message = thrown.message();
        if (message != null) {
            out.ascii(",\"exception_message\":");
            thrownMessageBytes = text(message, thrownMessageLimit);
        }
        out.ascii(",\"exception_stacktrace\":");
        stackBytes = text(thrown.text(), stackLimit);
    }
}
