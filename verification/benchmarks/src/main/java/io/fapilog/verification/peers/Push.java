package io.fapilog.verification.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import com.sun.net.httpserver.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.xerial.snappy.Snappy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A push as it arrived: Loki's in protobuf or JSON, or one of OTLP. */
final class Push {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long NANOS = 1_000_000_000L;

    private final String path;
    private final String type;
    private final boolean isGzip;
    private final byte[] body;

    Push(String path, Headers headers, byte[] body) {
        this.path = path;
        this.type = String.valueOf(headers.getFirst("Content-Type"));
        this.isGzip = "gzip".equals(headers.getFirst("Content-Encoding"));
        this.body = body;
    }

    int size() {
        return body.length;
    }

    /** Adds its entries to {@code arrived}. */
    void decode(Arrived arrived) throws IOException {
        byte[] content = isGzip ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
        if (path.startsWith("/v1/")) {
            otlp(content, arrived);
        } else if (type.startsWith("application/json")) {
            json(content, arrived);
        } else {
            protobuf(Snappy.uncompress(content), arrived);
        }
    }

    private static void json(byte[] content, Arrived arrived) {
        for (JsonNode stream : JSON.readTree(content).path("streams")) {
            for (JsonNode entry : stream.path("values")) {
                arrived.add(
                        Long.parseLong(entry.path(0).stringValue()),
                        entry.path(1).stringValue());
            }
        }
    }

    /** PushRequest 1 is a stream; its 2 an entry; its 1 the time stamp and 2 the line. */
    private static void protobuf(byte[] content, Arrived arrived) throws IOException {
        each(
                content,
                1,
                stream -> each(
                        stream,
                        2,
                        entry -> each(entry, 1, timestamp -> {
                            long time = number(timestamp, 1) * NANOS + number(timestamp, 2);
                            each(entry, 2, line -> arrived.add(time, new String(line, UTF_8)));
                        })));
    }

    /** Resource logs 1, scope logs 2, log record 2; its 1 is the time and 5 the body, whose 1 is the text. */
    private static void otlp(byte[] content, Arrived arrived) throws IOException {
        each(
                content,
                1,
                resource -> each(
                        resource,
                        2,
                        scope -> each(scope, 2, event -> {
                            long time = number(event, 1);
                            each(event, 5, body -> each(body, 1, line -> arrived.add(time, new String(line, UTF_8))));
                        })));
    }

    private static void each(byte[] message, int field, Field visitor) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == field
                    && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                visitor.visit(in.readByteArray());
            } else {
                in.skipField(tag);
            }
        }
    }

    private static long number(byte[] message, int field) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == field) {
                return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_FIXED64
                        ? in.readFixed64()
                        : in.readInt64();
            }
            in.skipField(tag);
        }
        return 0;
    }

    /** Takes the content of a field. */
    @FunctionalInterface
    private interface Field {
        void visit(byte[] content) throws IOException;
    }
}
