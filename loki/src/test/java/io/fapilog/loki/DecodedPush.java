package io.fapilog.loki;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A push decoded independently of the code that encoded it: with Commons Compress for snappy, protobuf-java for the
 * message, and Jackson for JSON.
 */
record DecodedPush(List<Stream> streams) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\.)*)\"(?:, |}$)");

    /** A stream with its entries in order. */
    record Stream(Map<String, String> labels, List<Entry> entries) {}

    /** An entry of a stream. */
    record Entry(long timestamp, String line, Map<String, String> metadata) {
        JsonNode json() {
            return JSON.readTree(line);
        }

        String message() {
            return json().get("message").asString();
        }
    }

    static DecodedPush of(ScriptedServer.Request request) {
        boolean isJson = "application/json".equals(request.headers().get("content-type"));
        boolean isZipped = "gzip".equals(request.headers().get("content-encoding"));
        return isJson ? ofJson(isZipped ? unzip(request.body()) : request.body()) : ofProtobuf(request.body());
    }

    static DecodedPush ofProtobuf(byte[] body) {
        try {
            List<Stream> streams = new ArrayList<>();
            CodedInputStream in = CodedInputStream.newInstance(unsnap(body));
            while (!in.isAtEnd()) {
                expect(in, 1);
                streams.add(stream(in.readByteArray()));
            }
            return new DecodedPush(streams);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DecodedPush ofJson(byte[] body) {
        List<Stream> streams = new ArrayList<>();
        for (JsonNode stream : JSON.readTree(body).get("streams")) {
            List<Entry> entries = new ArrayList<>();
            for (JsonNode value : stream.get("values")) {
                Map<String, String> metadata = value.size() > 2 ? strings(value.get(2)) : Map.of();
                entries.add(new Entry(
                        Long.parseLong(value.get(0).stringValue()), value.get(1).stringValue(), metadata));
            }
            streams.add(new Stream(strings(stream.get("stream")), entries));
        }
        return new DecodedPush(streams);
    }

    List<Entry> entries() {
        return streams.stream().flatMap(stream -> stream.entries().stream()).toList();
    }

    List<String> messages() {
        return entries().stream().map(Entry::message).toList();
    }

    static byte[] unsnap(byte[] body) {
        try (InputStream in = new SnappyCompressorInputStream(new ByteArrayInputStream(body), 1 << 16)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] unzip(byte[] body) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream stream(byte[] bytes) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        expect(in, 1);
        Map<String, String> labels = labels(in.readStringRequireUtf8());
        List<Entry> entries = new ArrayList<>();
        while (!in.isAtEnd()) {
            expect(in, 2);
            entries.add(entry(in.readByteArray()));
        }
        return new Stream(labels, entries);
    }

    private static Entry entry(byte[] bytes) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        expect(in, 1);
        CodedInputStream time = CodedInputStream.newInstance(in.readByteArray());
        time.readTag();
        long seconds = time.readInt64();
        time.readTag();
        long nanos = time.readInt32();
        expect(in, 2);
        String line = in.readStringRequireUtf8();
        Map<String, String> metadata = new LinkedHashMap<>();
        while (!in.isAtEnd()) {
            expect(in, 3);
            CodedInputStream pair = CodedInputStream.newInstance(in.readByteArray());
            expect(pair, 1);
            String name = pair.readStringRequireUtf8();
            expect(pair, 2);
            metadata.put(name, pair.readStringRequireUtf8());
        }
        return new Entry(seconds * 1_000_000_000L + nanos, line, metadata);
    }

    private static void expect(CodedInputStream in, int field) throws IOException {
        int tag = in.readTag();
        if (tag != (field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            throw new IOException("expected field " + field + ", found tag " + tag);
        }
    }

    /** Parses labels in the grammar of Prometheus, as far as a push may use it. */
    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        Matcher matcher = LABEL.matcher(text).region(1, text.length());
        while (matcher.lookingAt()) {
            labels.put(
                    matcher.group(1),
                    matcher.group(2).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\"));
            matcher.region(matcher.end(), text.length());
        }
        if (matcher.regionStart() != text.length() || !text.startsWith("{")) {
            throw new IllegalArgumentException("labels cannot be parsed: " + text);
        }
        return labels;
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new TreeMap<>();
        object.properties()
                .forEach(entry -> strings.put(entry.getKey(), entry.getValue().stringValue()));
        return strings;
    }
}
