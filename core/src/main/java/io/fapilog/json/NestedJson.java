package io.fapilog.json;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes captured values as JSON of a limited size: a text that is longer ends with {@code …[truncated]}, a list with
 * the element {@code "[truncated]"}, a map with the member {@code "[truncated]":true}. What is written is valid JSON.
 * For one thread.
 */
final class NestedJson {
    private static final int LONGEST_NUMBER = 64;
    private static final String MARK = "[truncated]";
    /** The most bytes of the mark of a map or list, and of its closing bracket. */
    private static final int ROOM = ",\"[truncated]\":true}".length();
    /** The end of a text that was cut, and its quotes. */
    private static final byte[] CUT = "…[truncated]\"".getBytes(StandardCharsets.UTF_8);

    private final Utf8Json out;

    NestedJson(Utf8Json out) {
        this.out = out;
    }

    /** The JSON of a captured value. */
    static String text(Object value) {
        Utf8Json json = new Utf8Json(Integer.MAX_VALUE);
        new NestedJson(json).write(value, Integer.MAX_VALUE);
        return new String(json.bytes(), 0, json.length(), StandardCharsets.UTF_8);
    }

    /** Writes {@code value} with at most {@code limit} bytes, of at least 64: whole, if it has not more. */
    void write(@Nullable Object value, int limit) {
        long start = out.written();
        if (value == null || value instanceof Number || value instanceof Boolean) {
            scalar(value, start + limit);
            return;
        }
        value(value, Long.MAX_VALUE);
        if (out.written() > start + limit) {
            out.rewind(start);
            value(value, start + limit);
        }
    }

    /** Writes {@code value} so that it ends at {@code end} or before; behind it if not even the mark has room. */
    private void value(@Nullable Object value, long end) {
        if (value instanceof String text) {
            text(text, end);
        } else if (value instanceof Map<?, ?> map) {
            map(map, end - ROOM);
        } else if (value instanceof List<?> list) {
            list(list, end - ROOM);
        } else {
            scalar(value, end);
        }
    }

    private void map(Map<?, ?> map, long end) {
        out.ascii("{");
        boolean isFirst = true;
        boolean isMarked = false;
        for (Map.Entry<?, ?> member : map.entrySet()) {
            long start = out.written();
            out.ascii(isFirst ? "" : ",");
            out.string(String.valueOf(member.getKey()), Integer.MAX_VALUE);
            out.ascii(":");
            value(member.getValue(), end);
            if (out.written() > end) {
                out.rewind(start);
                mark(isFirst || isMarked, isMarked ? "" : "\"[truncated]\":true");
                break;
            }
            isFirst = false;
            isMarked |= MARK.equals(member.getKey());
        }
        out.ascii("}");
    }

    private void list(List<?> list, long end) {
        out.ascii("[");
        boolean isFirst = true;
        for (Iterator<?> elements = list.iterator(); elements.hasNext(); isFirst = false) {
            long start = out.written();
            out.ascii(isFirst ? "" : ",");
            value(elements.next(), end);
            if (out.written() > end) {
                out.rewind(start);
                mark(isFirst, "\"[truncated]\"");
                break;
            }
        }
        out.ascii("]");
    }

    private void mark(boolean isFirst, String mark) {
        out.ascii(isFirst ? "" : ",");
        out.ascii(mark);
    }

    private void text(String text, long end) {
        long start = out.written();
        out.string(text, Integer.MAX_VALUE);
        if (out.written() > end) {
            out.rewind(start);
            out.string(text, (int) Math.max(0, end - start - 1 - CUT.length));
            out.rewind(out.written() - 1);
            out.raw(CUT);
        }
    }

    private void scalar(@Nullable Object value, long end) {
        String text = String.valueOf(value);
        if (text.length() > LONGEST_NUMBER || isNotFinite(value)) {
            text(text, end);
        } else {
            out.ascii(text);
        }
    }

    private static boolean isNotFinite(@Nullable Object value) {
        return (value instanceof Double number && !Double.isFinite(number))
                || (value instanceof Float single && !Float.isFinite(single));
    }
}
