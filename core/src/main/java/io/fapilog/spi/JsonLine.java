package io.fapilog.spi;

import io.fapilog.LogEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event as one line of compact, flat JSON (RFC 8259) in UTF-8:
 *
 * <pre>{"timestamp":"2026-11-22T10:15:30.123456789Z","level":"INFO","logger":"shop.Orders","thread":"main",
 * "message":"order placed","order_id":4711,"exception_type":…,"exception_message":…,"exception_stacktrace":…}</pre>
 *
 * <p>Between message and exception come the context and the key-values under their own names; a name that is taken gets
 * {@code _2}, {@code _3} and so on. {@code traceId} and {@code spanId} are written as {@code trace_id} and {@code span_id}.
 * An unpaired surrogate becomes U+FFFD, a number that JSON does not know a text.
 *
 * <p>A line over the limit is cut inside its JSON, first the message, then the stack trace, then everything else, stays
 * valid JSON, and ends with {@code "truncated":true,"original_bytes":N}.
 *
 * <p>Reused for line after line by one thread: the result of {@link #encode} is valid until the next call.
 */
public final class JsonLine {
    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int MARKER = 64;
    private static final String[] RESERVED = {
        "timestamp",
        "level",
        "logger",
        "thread",
        "message",
        "exception_type",
        "exception_message",
        "exception_stacktrace",
        "truncated",
        "original_bytes"
    };

    private final int maxBytes;
    private final int leastKept;
    private final Utf8Json out = new Utf8Json();
    private final Rfc3339 clock = new Rfc3339();
    private final Set<String> taken = new HashSet<>();

    private int valueLimit = UNLIMITED;
    private int fieldsEnd = UNLIMITED;
    private int messageBytes;
    private int stackBytes;
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
        String stack = event.throwable() == null ? null : StackTraceText.of(event.throwable(), maxBytes);
        cut = false;
        valueLimit = UNLIMITED;
        fieldsEnd = UNLIMITED;
        write(event, timestamp, stack, UNLIMITED, UNLIMITED);
        endLine(-1);
        if (out.length() > maxBytes) {
            encodeCut(event, timestamp, stack, out.length());
        }
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

    /** The stack trace of {@code thrown} with its causes, in the form of {@link Throwable#printStackTrace}. */
    public static String stackTrace(Throwable thrown) {
        return StackTraceText.of(thrown, UNLIMITED);
    }

    private void encodeCut(LogEvent event, long timestamp, @Nullable String stack, int original) {
        cut = true;
        int excess = original + MARKER - maxBytes;
        int message = kept(messageBytes, excess);
        excess -= messageBytes - message;
        int trace = kept(stackBytes, excess);
        excess -= stackBytes - trace;
        if (excess > 0) {
            valueLimit = leastKept;
            fieldsEnd = maxBytes / 2;
        }
        write(event, timestamp, stack, message, trace);
        endLine(original);
    }

    private int kept(int bytes, int excess) {
        return excess <= 0 ? UNLIMITED : Math.max(Math.min(bytes, leastKept), bytes - excess);
    }

    private void write(LogEvent event, long timestamp, @Nullable String stack, int messageLimit, int stackLimit) {
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
        int start = out.length();
        out.string(event.message(), messageLimit);
        messageBytes = out.length() - start;
        fields(event);
        stackBytes = 0;
        if (event.throwable() != null && stack != null) {
            exception(event.throwable(), stack, stackLimit);
        }
    }

    private void endLine(int original) {
        if (original >= 0) {
            out.ascii(",\"truncated\":true,\"original_bytes\":");
            out.ascii(Integer.toString(original));
        }
        out.ascii("}");
    }

    private void fields(LogEvent event) {
        taken.clear();
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
        out.string(free(fieldName(String.valueOf(name))), valueLimit);
        out.ascii(":");
        value(value);
    }

    private void value(@Nullable Object value) {
        if (value instanceof String text) {
            out.string(text, valueLimit);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Double.isFinite(number)) {
                out.ascii(value.toString());
            } else {
                out.string(value.toString(), UNLIMITED);
            }
        } else {
            out.ascii(String.valueOf(value));
        }
    }

    /** The name itself, or the first of name_2, name_3 … that this line does not have yet. */
    private String free(String name) {
        if (taken.isEmpty()) {
            taken.addAll(Set.of(RESERVED));
        }
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    private void exception(Throwable thrown, String stack, int stackLimit) {
        out.ascii(",\"exception_type\":");
        out.string(thrown.getClass().getName(), valueLimit);
        String message = StackTraceText.message(thrown);
        if (message != null) {
            out.ascii(",\"exception_message\":");
            out.string(message, Math.min(valueLimit, cut ? leastKept : UNLIMITED));
        }
        out.ascii(",\"exception_stacktrace\":");
        int start = out.length();
        out.string(stack, stackLimit);
        stackBytes = out.length() - start;
    }
}
