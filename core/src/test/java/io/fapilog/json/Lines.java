package io.fapilog.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.LogEvent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A strict reader of lines: UTF-8 without replacement, RFC 8259 without leniency, no duplicate names. */
final class Lines {
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Lines() {}

    static String encode(JsonLine line, LogEvent event) {
        line.encode(event, event.timestamp());
        return text(line);
    }

    static String text(JsonLine line) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.bytes(), 0, line.length()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("the line is no UTF-8", e);
        }
    }

    static JsonNode parse(JsonLine line) {
        JsonNode node = STRICT.readTree(Arrays.copyOf(line.bytes(), line.length()));
        assertThat(node.isObject()).isTrue();
        assertThat(text(line)).doesNotContain("\n", "\r");
        return node;
    }

    /** The text that a reader must get for {@code text}: each unpaired surrogate is replaced. */
    static String expected(String text) {
        StringBuilder expected = new StringBuilder(text.length());
        text.codePoints().forEach(c -> expected.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return expected.toString();
    }
}
