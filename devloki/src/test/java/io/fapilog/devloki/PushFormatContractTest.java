package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Decoding of pushes: media types, encodings, grammar. Runs against DevLoki and a real Loki. */
@ParameterizedClass
@MethodSource("io.fapilog.devloki.ContractServers#urls")
class PushFormatContractTest {
    private static final String JSON = "application/json";
    private static final String PROTOBUF = "application/x-protobuf";

    private final String id = ContractServers.unique();
    private final long now = ContractServers.now();
    private final String ns = Long.toString(now);
    private final LokiApi loki;

    PushFormatContractTest(String url) {
        loki = new LokiApi(url);
    }

    private byte[] valid() {
        return json(stream(Map.of("contract", id), List.of(ns, "hello"))).getBytes(UTF_8);
    }

    private byte[] validProtobuf() throws IOException {
        return Protobuf.snappy(Protobuf.message(
                Protobuf.stream("{contract=\"" + id + "\"}", Protobuf.entry(now, "hello", Map.of("trace.id", "7")))));
    }

    private List<String> stored() throws Exception {
        return loki.lines("{contract=\"" + id + "\"}", now - 1, now + 1_000_000_000);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(byte[] plain, boolean raw) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(bytes, new Deflater(6, raw))) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private void assertStored(HttpResponse<String> response) throws Exception {
        assertThat(response.body()).isEmpty();
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(stored()).containsExactly("hello");
    }

    private void assertRefused(HttpResponse<String> response, int status, String text) throws Exception {
        assertThat(response.body()).contains(text).endsWith("\n");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(stored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "Application/JSON;a=\"b c\""})
    void push_jsonInEveryMediaTypeForm_isStored(String type) throws Exception {
        assertStored(loki.push(valid(), "Content-Type", type));
    }

    @Test
    void push_plainJsonDeclaredSnappy_isStored() throws Exception {
        assertStored(loki.push(valid(), "Content-Type", JSON, "Content-Encoding", "snappy"));
    }

    @Test
    void push_gzipJson_isStored() throws Exception {
        assertStored(loki.push(gzip(valid()), "Content-Type", JSON, "Content-Encoding", "gzip"));
    }

    @Test
    void push_rawDeflateJson_isStored() throws Exception {
        assertStored(loki.push(deflate(valid(), true), "Content-Type", JSON, "Content-Encoding", "deflate"));
    }

    @Test
    void push_protobuf_isStoredWithMetadata() throws Exception {
        assertStored(loki.push(validProtobuf(), "Content-Type", PROTOBUF));
        JsonNode streams = loki.streams("{contract=\"" + id + "\"}", now - 1, now + 1);
        assertThat(streams.get(0).get("stream").get("trace_id").asString()).isEqualTo("7");
    }

    @Test
    void push_protobufDeclaredSnappy_isStored() throws Exception {
        assertStored(loki.push(validProtobuf(), "Content-Type", PROTOBUF, "Content-Encoding", "snappy"));
    }

    @Test
    void push_protobufInAnyOtherMediaType_isStored() throws Exception {
        assertStored(loki.push(validProtobuf(), "Content-Type", "text/anything"));
    }

    @Test
    void push_gzipAroundSnappy_isStored() throws Exception {
        assertStored(loki.push(gzip(validProtobuf()), "Content-Type", PROTOBUF, "Content-Encoding", "gzip"));
    }

    @Test
    void push_deflateAroundSnappy_isStored() throws Exception {
        assertStored(
                loki.push(deflate(validProtobuf(), true), "Content-Type", PROTOBUF, "Content-Encoding", "deflate"));
    }

    @Test
    void push_withoutContentType_isRefused() throws Exception {
        assertRefused(loki.push(valid()), 400, "mime: no media type");
    }

    @Test
    void push_malformedMediaType_isRefused() throws Exception {
        HttpResponse<String> response = loki.push(valid(), "Content-Type", "application/json; charsetutf-8");
        assertRefused(response, 400, "mime: invalid media parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "br", "identity", "GZIP", "gzip, snappy"})
    void push_unknownEncoding_isRefused(String encoding) throws Exception {
        HttpResponse<String> response = loki.push(valid(), "Content-Type", JSON, "Content-Encoding", encoding);
        assertRefused(response, 400, "Content-Encoding \"" + encoding + "\" not supported");
    }

    @Test
    void push_plainJsonDeclaredGzip_isRefused() throws Exception {
        HttpResponse<String> response = loki.push(valid(), "Content-Type", JSON, "Content-Encoding", "gzip");
        assertRefused(response, 400, "gzip: invalid header");
    }

    @Test
    void push_zlibInsteadOfRawDeflate_isRefused() throws Exception {
        byte[] zlib = deflate(valid(), false);
        assertThat(loki.push(zlib, "Content-Type", JSON, "Content-Encoding", "deflate")
                        .statusCode())
                .isEqualTo(400);
        assertThat(stored()).isEmpty();
    }

    @Test
    void push_snappyCompressedJson_isRefused() throws Exception {
        byte[] block = Protobuf.snappy(valid());
        assertThat(loki.push(block, "Content-Type", JSON, "Content-Encoding", "snappy")
                        .statusCode())
                .isEqualTo(400);
        assertThat(stored()).isEmpty();
    }

    @Test
    void push_uncompressedProtobuf_isRefused() throws Exception {
        byte[] message = Protobuf.message(Protobuf.stream("{contract=\"" + id + "\"}"));
        assertRefused(loki.push(message, "Content-Type", PROTOBUF), 400, "snappy: corrupt input");
    }

    @Test
    void push_emptyBody_isRefused() throws Exception {
        assertRefused(loki.push(new byte[0], "Content-Type", JSON), 400, "EOF");
        assertRefused(loki.push(new byte[0], "Content-Type", JSON, "Content-Encoding", "gzip"), 400, "EOF");
        assertRefused(loki.push(new byte[0], "Content-Type", PROTOBUF), 400, "snappy: corrupt input");
    }

    @Test
    void push_wrongWireType_isRefused() throws Exception {
        byte[] streamsAsNumber = {0x08, 0x01};
        HttpResponse<String> response = loki.push(Protobuf.snappy(streamsAsNumber), "Content-Type", PROTOBUF);
        assertRefused(response, 400, "proto: wrong wireType = 0 for field Streams");
    }

    @Test
    void push_protobufTimestampOutOfRange_isRefusedAsAWhole() throws Exception {
        byte[] message = Protobuf.message(Protobuf.stream(
                "{contract=\"" + id + "\"}", Protobuf.entry(now, "hello", Map.of()), withTime(0, 1_000_000_000)));
        assertRefused(
                loki.push(Protobuf.snappy(message), "Content-Type", PROTOBUF), 400, "nanos not in range [0, 1e9)");
        message = Protobuf.message(Protobuf.stream("{contract=\"" + id + "\"}", withTime(253_402_300_800L, 0)));
        assertRefused(loki.push(Protobuf.snappy(message), "Content-Type", PROTOBUF), 400, "after 10000-01-01");
    }

    private static DynamicMessage.Builder withTime(long seconds, int nanos) {
        DynamicMessage.Builder entry = Protobuf.builder("Entry");
        Protobuf.set(entry, "timestamp", Protobuf.timestamp(seconds, nanos).build());
        return entry;
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"streams\":null}", "{\"streams\":[]}", "{\"other\":[1]}"})
    void push_noStreams_is422(String body) throws Exception {
        assertRefused(loki.push(body), 422, "error at least one valid stream is required for ingestion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]"})
    void push_streamWithoutEntries_isAccepted(String values) throws Exception {
        HttpResponse<String> response =
                loki.push("{\"streams\":[{\"stream\":{\"contract\":\"" + id + "\"},\"values\":" + values + "}]}");
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(stored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[@NS,\"hello\"]",
                "[\"\",\"hello\"]",
                "[\"01\",\"hello\"]",
                "[\"1.5\",\"hello\"]",
                "[\" @NS\",\"hello\"]",
                "[\"+@NS\",\"hello\"]",
                "[\"99999999999999999999\",\"hello\"]",
                "[\"@NS\",\"\\ud83d\"]",
                "[\"@NS\",\"\\udc00x\"]",
            })
    void push_invalidTimestampOrEscape_isRefusedAsAWhole(String entry) throws Exception {
        assertRefused(loki.push(body(entry)), 400, "Value looks like Number/Boolean/None, but can't find its end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"@NS\",5]", "[\"@NS\",null]", "[\"@NS\",\"x\",{\"k\":5}]", "[\"@NS\",\"x\",{\"k\":{}}]"})
    void push_lineOrMetadataValueNotAString_isRefusedAsAWhole(String entry) throws Exception {
        assertRefused(loki.push(body(entry)), 400, "Value is string, but can't find closing '\"' symbol");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"@NS\",\"x\",null]", "[\"@NS\",\"x\",[]]", "[\"@NS\",\"x\",\"k\"]"})
    void push_metadataNotAnObject_isRefusedAsAWhole(String entry) throws Exception {
        assertRefused(loki.push(body(entry)), 400, "Value looks like object, but can't find closing '}' symbol");
    }

    @Test
    void push_invalidTimestamp_reportsTheEndOfItsStream() throws Exception {
        HttpResponse<String> response = loki.push(body("[\"x1\",\"x\"]"));
        assertRefused(response, 400, "error found in #10 byte of ...|");
        assertThat(response.body()).contains("x1\",\"x\"]]}]}|...\n");
    }

    @Test
    void push_controlCharacterInString_isRefusedAsAWhole() throws Exception {
        assertRefused(loki.push(body("[\"@NS\",\"a\tb\"]")), 400, "invalid control character found: 9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "null", "[]", "\"x\""})
    void push_labelsNotAnObject_isRefusedAsAWhole(String labels) throws Exception {
        HttpResponse<String> response =
                loki.push("{\"streams\":[{\"stream\":" + labels + ",\"values\":[[\"" + ns + "\",\"x\"]]}]}");
        assertRefused(response, 400, "Value looks like object, but can't find closing '}' symbol");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "5", "\"x\""})
    void push_topLevelNotAnObject_isRefused(String body) throws Exception {
        assertRefused(loki.push(body), 400, "readObjectStart: expect { or n, but found " + body.charAt(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"@NS\",\"hello\",{},\"more\",7]",
                "[\"@NS\",\"hello\",{}],null",
                "[\"@NS\",\"hel\\u006co\"]",
            })
    void push_entryWithExtraElements_isStored(String entry) throws Exception {
        assertStored(loki.push(body(entry)));
    }

    @Test
    void push_unknownKeysUpperCaseAndTrailingText_isStored() throws Exception {
        String body = body("[\"@NS\",\"hello\"]").replace("streams", "STREAMS").replaceFirst("\\{", "{\"x\":[{}],");
        assertStored(loki.push(body + " trailing {"));
    }

    @Test
    void push_missingLine_storesAnEmptyLine() throws Exception {
        assertThat(loki.push(body("[\"@NS\"]")).statusCode()).isEqualTo(204);
        assertThat(stored()).containsExactly("");
    }

    @Test
    void push_labelValuesNotStrings_areStoredAsJsonText() throws Exception {
        HttpResponse<String> response = loki.push("{\"streams\":[{\"stream\":{\"contract\":\"" + id
                + "\",\"a\":5,\"b\":true,\"c\":null,\"d\":{\"x\":1}},\"values\":[[\"" + ns + "\",\"hello\"]]}]}");
        assertStored(response);
        JsonNode labels =
                loki.streams("{contract=\"" + id + "\"}", now, now + 1).get(0).get("stream");
        assertThat(labels.get("a").asString()).isEqualTo("5");
        assertThat(labels.get("b").asString()).isEqualTo("true");
        assertThat(labels.get("c").asString()).isEqualTo("null");
        assertThat(labels.get("d").asString()).isEqualTo("{\"x\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/loki/api/v1/push/", "/nope", "/api/v1/push"})
    void request_unknownPath_is404(String path) throws Exception {
        HttpResponse<String> response = loki.send("POST", path);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("404 page not found\n");
    }

    @Test
    void request_otherMethod_is404Or405() throws Exception {
        // Versions of Loki differ.
        assertThat(loki.send("GET", "/loki/api/v1/push").statusCode()).isIn(404, 405);
        HttpResponse<String> put = loki.send("PUT", "/loki/api/v1/push");
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.body()).isEmpty();
        assertThat(loki.send("PUT", "/loki/api/v1/labels").statusCode()).isEqualTo(405);
        assertThat(loki.send("POST", "/ready").statusCode()).isEqualTo(405);
    }

    private String body(String entry) {
        return "{\"streams\":[{\"stream\":{\"contract\":\"" + id + "\"},\"values\":[" + entry.replace("@NS", ns)
                + "]}]}";
    }
}
