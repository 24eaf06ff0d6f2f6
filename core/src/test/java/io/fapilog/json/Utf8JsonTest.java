package io.fapilog.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class Utf8JsonTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Utf8Json out = new Utf8Json(Integer.MAX_VALUE);

    @Test
    void string_everyCharacter_readsBack() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            boolean lone = point >= 0xD800 && point <= 0xDFFF;
            String text = Character.toString(point);
            out.clear();

            out.string(text, 12);

            String expected = lone ? "\uFFFD" : text;
            if (!JSON.readValue(written(), String.class).equals(expected)) {
                assertThat(written()).as("U+%X", point).isEqualTo(expected);
            }
            if (Utf8Json.size(text, 0) != out.length() - 2) {
                assertThat(Utf8Json.size(text, 0)).as("U+%X", point).isEqualTo(out.length() - 2);
            }
        }
    }

    @Test
    void string_pairAtEachOffset_survivesTheGrowthOfTheArray() {
        for (int offset = 1_000; offset < 1_040; offset++) {
            Utf8Json fresh = new Utf8Json(Integer.MAX_VALUE);
            String text = "x".repeat(offset) + "😀";

            fresh.string(text, Integer.MAX_VALUE);

            assertThat(new String(fresh.bytes(), 0, fresh.length(), StandardCharsets.UTF_8))
                    .isEqualTo('"' + text + '"');
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"😀😀😀", "x😀€ü", "\u0001\n\"x", "\uD83Dx\uDE00", "plain"})
    void string_eachLimit_writesTheLongestBeginningThatFits(String text) {
        for (int limit = 0; limit < 30; limit++) {
            out.clear();

            int chars = out.string(text, limit);

            assertThat(out.length() - 2).isLessThanOrEqualTo(limit).isEqualTo((int)
                    Utf8Json.size(text.substring(0, chars), 0));
            if (chars < text.length()) {
                int next = Character.charCount(text.codePointAt(chars));
                assertThat(Utf8Json.size(text.substring(0, chars + next), 0)).isGreaterThan(limit);
            }
        }
    }

    @Test
    void rewind_position_takesBackWhatFollowed() {
        out.ascii("abc");
        out.ascii("def");

        out.rewind(3);
        out.digits(42, 4);

        assertThat(written()).isEqualTo("abc0042");
    }

    @Test
    void clear_afterMoreThanAMebibyte_letsTheArrayGo() {
        out.string("x".repeat(3 << 20), Integer.MAX_VALUE);

        out.clear();

        assertThat(out.bytes().length).isLessThanOrEqualTo(1 << 20);
    }

    private String written() {
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }
}
