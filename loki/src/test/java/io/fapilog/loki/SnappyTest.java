package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnappyTest {
    private final Snappy snappy = new Snappy();

    @Test
    void compress_anyLength_isDecompressedByBothReaders() {
        Random random = new Random(1);
        for (int length = 0; length < 600; length++) {
            assertRoundTrip(randomText(random, length, 3));
            assertRoundTrip(randomText(random, length, 200));
        }
    }

    @Test
    void compress_manyKindsOfContent_isDecompressedByBothReaders() {
        Random random = new Random(2);
        for (int i = 0; i < 300; i++) {
            assertRoundTrip(randomText(random, random.nextInt(200_000), 1 + random.nextInt(255)));
            assertRoundTrip(repeated(random, random.nextInt(200_000)));
        }
    }

    @Test
    void compress_repetitionBeyondTheRangeOfACopy_isDecompressedByBothReaders() {
        Random random = new Random(3);
        byte[] part = randomText(random, 1_000, 255);
        for (int gap : new int[] {64_533, 64_534, 64_535, 64_536, 64_537, 70_000}) {
            byte[] content = Arrays.copyOf(part, 2_000 + gap);
            System.arraycopy(randomText(random, gap, 255), 0, content, 1_000, gap);
            System.arraycopy(part, 0, content, 1_000 + gap, 1_000);
            assertRoundTrip(content);
        }
    }

    @Test
    void compress_literalsOfEveryLengthClass_isDecompressedByBothReaders() {
        Random random = new Random(4);
        for (int length :
                new int[] {1, 59, 60, 61, 62, 255, 256, 257, 65_535, 65_536, 65_537, 1 << 24, (1 << 24) + 1}) {
            byte[] content = new byte[length];
            random.nextBytes(content);
            assertRoundTrip(content);
        }
    }

    @Test
    void compress_pieces_areJoined() {
        byte[] text = "{app=\"shop\"} one two one two one two one two one two".getBytes(StandardCharsets.US_ASCII);
        snappy.begin(2 * text.length - 8);
        snappy.literal(text, 0, 12);
        snappy.compress(text, 12, text.length);
        snappy.literal(text, 4, 4);
        snappy.compress(text, 8, text.length);
        byte[] block = snappy.end();
        String joined = new String(text, StandardCharsets.US_ASCII)
                + new String(text, 8, text.length - 8, StandardCharsets.US_ASCII);
        assertThat(DecodedPush.unsnap(block))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo(joined);
        assertThat(Snappy.decompress(block)).isEqualTo(DecodedPush.unsnap(block));
    }

    @Test
    void compress_logLines_reducesThemToAQuarter() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            lines.append("{\"timestamp\":\"2026-11-22T10:15:30.")
                    .append(100_000_000 + i * 7919)
                    .append(
                            "Z\",\"level\":\"INFO\",\"logger\":\"shop.Orders\",\"thread\":\"main\",\"message\":\"order ")
                    .append(i)
                    .append(" placed\"}");
        }
        byte[] content = lines.toString().getBytes(StandardCharsets.US_ASCII);
        assertThat(compress(content).length).isLessThan(content.length / 4);
    }

    @Test
    void decompress_invalidBlock_throws() {
        assertThatThrownBy(() -> Snappy.decompress(new byte[] {5, 0, 'a'}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Snappy.decompress(new byte[] {1, 0})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Snappy.decompress(new byte[] {9, 5, 9})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void decompress_farCopyOfFourBytes_isRead() {
        assertThat(Snappy.decompress(new byte[] {6, 4, 'a', 'b', 3 << 2 | 3, 2, 0, 0, 0}))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("ababab");
    }

    private void assertRoundTrip(byte[] content) {
        byte[] block = compress(content);
        assertThat(Arrays.equals(DecodedPush.unsnap(block), content))
                .as("%d bytes, decompressed by Commons Compress", content.length)
                .isTrue();
        assertThat(Arrays.equals(Snappy.decompress(block), content))
                .as("%d bytes, decompressed by Snappy", content.length)
                .isTrue();
        assertThat(block.length).isLessThanOrEqualTo(32 + content.length + content.length / 6);
    }

    private byte[] compress(byte[] content) {
        snappy.begin(content.length);
        snappy.compress(content, 0, content.length);
        return snappy.end();
    }

    private static byte[] randomText(Random random, int length, int letters) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) random.nextInt(letters);
        }
        return text;
    }

    /** Text with copies of its earlier parts, of many lengths and from many distances. */
    private static byte[] repeated(Random random, int length) {
        byte[] text = randomText(random, length, 255);
        for (int at = 10; at < length; at += 1 + random.nextInt(100)) {
            int count = Math.min(random.nextInt(300), length - at);
            int offset = 1 + random.nextInt(at);
            for (int i = 0; i < count; i++) {
                text[at + i] = text[at + i - offset];
            }
            at += count;
        }
        return text;
    }
}
