package io.fapilog.devloki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

class SnappyDecodingTest {
    /** {@code size} bytes with repetitions as in logs, and some noise. */
    private static byte[] text(int size) {
        Random random = new Random(size);
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            boolean repeated = i > 80 && random.nextInt(20) > 0;
            bytes[i] = repeated ? bytes[i - 1 - random.nextInt(80)] : (byte) random.nextInt();
        }
        for (int i = 1000; i + 300 < size; i += 1500) {
            System.arraycopy(bytes, i - 900, bytes, i, 300);
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 59, 60, 61, 255, 256, 257, 4096, 65_535, 65_536, 65_537, 1_000_000})
    void decode_blockOfCommonsCompress_returnsTheInput(int size) throws Exception {
        assertThat(SnappyBlock.decode(Protobuf.snappy(text(size)))).isEqualTo(text(size));
        assertThat(SnappyBlock.decode(Protobuf.snappy(new byte[size]))).isEqualTo(new byte[size]);
    }

    @ParameterizedTest
    @EnabledForJreRange(max = JRE.JAVA_23, disabledReason = "native access is denied there")
    @ValueSource(ints = {0, 1, 59, 60, 61, 255, 256, 257, 4096, 65_535, 65_536, 65_537, 1_000_000})
    void decode_blockOfSnappyJava_returnsTheInput(int size) throws Exception {
        assertThat(SnappyBlock.decode(Snappy.compress(text(size)))).isEqualTo(text(size));
        assertThat(SnappyBlock.decode(Snappy.compress(new byte[size]))).isEqualTo(new byte[size]);
    }

    @Test
    void decode_truncatedBlock_isRefused() throws Exception {
        byte[] block = Protobuf.snappy(text(5000));
        for (int length = 0; length < block.length; length++) {
            byte[] truncated = Arrays.copyOf(block, length);
            assertThatThrownBy(() -> SnappyBlock.decode(truncated)).isInstanceOf(BadPush.class);
        }
    }

    @Test
    void decode_damagedBlock_isRefusedOrDecoded() throws Exception {
        Random random = new Random(7);
        byte[] block = Protobuf.snappy(text(3000));
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = block.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                assertThat(SnappyBlock.decode(damaged).length).isEqualTo((int) SnappyBlock.decodedLength(damaged));
            } catch (BadPush e) {
                assertThat(e.text()).isEqualTo("snappy: corrupt input");
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void decode_impossibleLength_isRefusedWithoutAllocation() {
        byte[] block = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F, 0};
        assertThatThrownBy(() -> SnappyBlock.decode(block)).isInstanceOf(BadPush.class);
    }

    @Test
    void decode_copyFromBeforeStart_isRefused() {
        byte[] block = {8, 0, 'a', (byte) (1 | (3 << 2)), 2};
        assertThatThrownBy(() -> SnappyBlock.decode(block)).isInstanceOf(BadPush.class);
        byte[] zeroOffset = {8, 0, 'a', (byte) (1 | (3 << 2)), 0};
        assertThatThrownBy(() -> SnappyBlock.decode(zeroOffset)).isInstanceOf(BadPush.class);
    }

    @Test
    void decode_overlappingAndFarCopies_repeatTheSource() throws Exception {
        byte[] near = {8, 0, 'a', (byte) (1 | (3 << 2)), 1};
        assertThat(SnappyBlock.decode(near)).isEqualTo("aaaaaaaa".getBytes(UTF_8));
        byte[] far = {4, 1 << 2, 'a', 'b', 3 | (1 << 2), 2, 0, 0, 0};
        assertThat(SnappyBlock.decode(far)).isEqualTo("abab".getBytes(UTF_8));
    }
}
