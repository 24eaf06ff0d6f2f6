package io.fapilog.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Placeholders;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.MessageFormatter;

/** Formats as SLF4J itself does, or not at all. */
class PlaceholdersTest {
    private static final String LEFT = "left to SLF4J";
    private static final String[] PIECES = {"{}", "{}", "{}", "{", "}", " ", "a", "order ", "ä", "漢", "𝄞", "{{}}", "%s"
    };
    private static final @Nullable Object[] VALUES = {
        null,
        "",
        "text",
        "{}",
        "漢字",
        "\\",
        0,
        -7,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        1.5,
        1e100,
        Double.NaN,
        -0.0f,
        3.25f,
        true,
        'c',
        '漢',
        (short) -3,
        (byte) 127
    };

    @Test
    void format_randomPatternsOfCommonArguments_isWhatSlf4jMakes() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String pattern = pattern(random);
            @Nullable Object[] arguments = arguments(random);
            assertThat(format(pattern, arguments))
                    .as("seed %d, %s of %s", seed, pattern, arguments)
                    .isEqualTo(MessageFormatter.basicArrayFormat(pattern, arguments));
        }
    }

    @Test
    void format_backslash_isLeftToSlf4j() {
        assertThat(format("\\{} {}", new Object[] {1})).isEqualTo(LEFT);
    }

    @Test
    void format_argumentOfAnotherType_isLeftToSlf4jAndNotTouched() {
        Object hostile = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("touched");
            }
        };
        assertThat(format("{} {}", new Object[] {1, hostile})).isEqualTo(LEFT);
        assertThat(format("{}", new Object[] {new int[] {1}})).isEqualTo(LEFT);
        assertThat(format("{}", new Object[] {2})).isEqualTo("2");
    }

    private static String format(String pattern, @Nullable Object... arguments) {
        StringBuilder message = new StringBuilder();
        return Placeholders.format(pattern, arguments, message) ? message.toString() : LEFT;
    }

    private static String pattern(Random random) {
        StringBuilder pattern = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            pattern.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return pattern.toString();
    }

    private static @Nullable Object[] arguments(Random random) {
        @Nullable Object[] arguments = new @Nullable Object[random.nextInt(6)];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = VALUES[random.nextInt(VALUES.length)];
        }
        return arguments;
    }
}
