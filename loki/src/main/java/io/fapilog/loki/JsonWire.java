package io.fapilog.loki;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The format JSON, plain or in gzip (RFC 1952):
 *
 * <pre>{"streams":[{"stream":{"app":"shop"},"values":[["1700000000000000000","the line",{"trace_id":"…"}],…]},…]}</pre>
 *
 * <p>The third element, the structured metadata, is optional. Every entry is encoded with a comma before it; the sealed
 * push omits the first comma.
 */
final class JsonWire implements Wire {
    private static final byte[] BEGINNING = ascii("{\"streams\":[");
    private static final byte[] STREAM = ascii("{\"stream\":");
    private static final byte[] VALUES = ascii(",\"values\":[");
    private static final byte[] STREAM_END = ascii("]}");
    private static final byte[] END = ascii("]}");

    private final boolean gzip;

    JsonWire(boolean gzip) {
        this.gzip = gzip;
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public @Nullable String contentEncoding() {
        return gzip ? "gzip" : null;
    }

    @Override
    public byte[] labels(SortedMap<String, String> labels) {
        WireBuffer out = new WireBuffer(256);
        out.put('{');
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (out.length() > 1) {
                out.put(',');
            }
            string(out, label.getKey().getBytes(StandardCharsets.UTF_8));
            out.put(':');
            string(out, label.getValue().getBytes(StandardCharsets.UTF_8));
        }
        out.put('}');
        return out.copy();
    }

    @Override
    public void entry(WireBuffer out, long timestamp, byte[] line, int length, Metadata metadata) {
        out.ascii(",[\"");
        out.ascii(Long.toString(timestamp));
        out.ascii("\",");
        string(out, line, length);
        for (int i = 0; i < metadata.count(); i++) {
            out.ascii(i == 0 ? ",{" : ",");
            string(out, metadata.name(i));
            out.put(':');
            string(out, metadata.value(i));
        }
        out.ascii(metadata.count() == 0 ? "]" : "}]");
    }

    @Override
    public byte[] seal(List<Piece> pieces) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 16);
        try (OutputStream out = gzip ? new GZIPOutputStream(body, 1 << 13) : body) {
            out.write(BEGINNING);
            for (int i = 0; i < pieces.size(); i++) {
                Piece piece = pieces.get(i);
                if (i > 0) {
                    out.write(',');
                }
                out.write(STREAM);
                out.write(piece.labels());
                out.write(VALUES);
                out.write(piece.array(), piece.from() + 1, piece.to() - piece.from() - 1);
                out.write(STREAM_END);
            }
            out.write(END);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return body.toByteArray();
    }

    @Override
    public List<Piece> parse(byte[] body) {
        byte[] text = gzip ? unzip(body) : body;
        List<Piece> pieces = new ArrayList<>();
        int at = BEGINNING.length;
        while (text[at] != ']') {
            int labels = at + (text[at] == ',' ? 1 : 0) + STREAM.length;
            int labelsEnd = valueEnd(text, labels);
            int first = labelsEnd + VALUES.length - 1;
            int end = first + 1;
            int events = 0;
            // A bracket precedes the first entry, and a comma each other one; both are one byte.
            for (int entry = first; entry == first || text[entry] == ','; entry = end) {
                end = next(text, entry);
                events++;
            }
            pieces.add(new Piece(Arrays.copyOfRange(text, labels, labelsEnd), text, first, end, events));
            at = end + STREAM_END.length;
        }
        return pieces;
    }

    @Override
    public int next(byte[] array, int at) {
        return valueEnd(array, at + 1);
    }

    @Override
    public long timestamp(byte[] array, int at) {
        int start = at + 3;
        int end = stringEnd(array, start - 1) - 1;
        return Long.parseLong(new String(array, start, end - start, StandardCharsets.US_ASCII));
    }

    @Override
    public void line(byte[] array, int at, WireBuffer out) {
        int start = stringEnd(array, at + 2) + 2;
        int end = stringEnd(array, start - 1) - 1;
        int plain = start;
        for (int i = start; i < end; i++) {
            if (array[i] == '\\') {
                out.put(array, plain, i - plain);
                i = unescape(array, i + 1, out);
                plain = i + 1;
            }
        }
        out.put(array, plain, end - plain);
    }

    @Override
    public void withoutMetadata(byte[] array, int at, WireBuffer out) {
        int time = stringEnd(array, at + 2);
        int line = stringEnd(array, time + 1);
        out.put(',');
        out.put(array, at + 1, line - at - 1);
        out.put(']');
    }

    /** The index behind the array or object that begins at {@code at}. */
    private static int valueEnd(byte[] text, int at) {
        int depth = 0;
        int i = at;
        while (true) {
            switch (text[i]) {
                case '"' -> i = stringEnd(text, i) - 1;
                case '[', '{' -> depth++;
                case ']', '}' -> depth--;
                default -> {
                    // A comma or a colon between values.
                }
            }
            i++;
            if (depth == 0) {
                return i;
            }
        }
    }

    /** The index behind the string whose quote is at {@code at}. */
    private static int stringEnd(byte[] text, int at) {
        int i = at + 1;
        while (text[i] != '"') {
            i += text[i] == '\\' ? 2 : 1;
        }
        return i + 1;
    }

    /** Writes UTF-8 as a JSON string. */
    static void string(WireBuffer out, byte[] utf8) {
        string(out, utf8, utf8.length);
    }

    /** Writes UTF-8 as a JSON string: quote, backslash and control characters escaped. */
    private static void string(WireBuffer out, byte[] utf8, int length) {
        out.put('"');
        int start = 0;
        for (int i = 0; i < length; i++) {
            byte b = utf8[i];
            if (b == '"' || b == '\\' || (b >= 0 && b < 0x20)) {
                out.put(utf8, start, i - start);
                escape(out, b);
                start = i + 1;
            }
        }
        out.put(utf8, start, length - start);
        out.put('"');
    }

    private static void escape(WireBuffer out, byte b) {
        if (b == '"' || b == '\\') {
            out.put('\\');
            out.put(b);
        } else {
            out.ascii("\\u00");
            out.put(Character.forDigit(b >> 4, 16));
            out.put(Character.forDigit(b & 15, 16));
        }
    }

    /** Undoes an escape that {@link #escape} has made. Returns the index of its last byte. */
    private static int unescape(byte[] text, int at, WireBuffer out) {
        if (text[at] != 'u') {
            out.put(text[at]);
            return at;
        }
        out.put(Character.digit(text[at + 3], 16) << 4 | Character.digit(text[at + 4], 16));
        return at + 4;
    }

    private static byte[] unzip(byte[] body) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
