package io.fapilog.devloki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Decoding of push messages that protobuf-java has encoded. */
class ProtobufDecodingTest {
    private static final long NANOS = 1_795_358_753_979_691_361L;

    private static byte[] message() {
        DynamicMessage.Builder entry = Protobuf.entry(NANOS, "grüße 😀\n", Map.of("trace_id", "7"));
        Protobuf.set(entry, "unknownDouble", 1.5);
        Protobuf.set(entry, "unknownFixed", 7);
        DynamicMessage.Builder first = Protobuf.stream("{a=\"b\"}", entry, Protobuf.entry(0, "", Map.of()));
        Protobuf.set(first, "hash", -1L);
        DynamicMessage.Builder request = Protobuf.request();
        Protobuf.add(request, "streams", first);
        Protobuf.add(request, "streams", Protobuf.stream("{}"));
        Protobuf.set(request, "format", "loki");
        return request.build().toByteArray();
    }

    @Test
    void decode_messageOfProtobufJava_returnsItsContent() throws Exception {
        List<RawStream> streams = PushProto.decode(message());
        assertThat(streams).hasSize(2);
        assertThat(streams.get(0).labels()).isEqualTo("{a=\"b\"}");
        RawEntry entry = streams.get(0).entries().get(0);
        assertThat(entry.nanos()).isEqualTo(NANOS);
        assertThat(entry.line()).isEqualTo("grüße 😀\n");
        assertThat(entry.metadata()).containsExactly(Map.entry("trace_id", "7"));
        assertThat(streams.get(0).entries().get(1).time()).isEqualTo(Instant.EPOCH);
        assertThat(streams.get(1).labels()).isEqualTo("{}");
        assertThat(streams.get(1).entries()).isEmpty();
    }

    @Test
    void decode_entryWithoutTimestamp_hasYearOne() throws Exception {
        byte[] message = Protobuf.message(Protobuf.stream("{}", Protobuf.builder("Entry")));
        assertThat(PushProto.decode(message).get(0).entries().get(0).time()).isEqualTo(RawEntry.NO_TIME);
    }

    @Test
    void decode_negativeTimestamp_isPreserved() throws Exception {
        DynamicMessage.Builder entry = Protobuf.builder("Entry");
        Protobuf.set(entry, "timestamp", Protobuf.timestamp(-2, 5).build());
        byte[] message = Protobuf.message(Protobuf.stream("{}", entry));
        assertThat(PushProto.decode(message).get(0).entries().get(0).nanos()).isEqualTo(-1_999_999_995L);
    }

    @Test
    void decode_truncatedMessage_isRefusedExceptBetweenFields() {
        byte[] message = message();
        int refused = 0;
        for (int length = 0; length < message.length; length++) {
            refused += refuses(Arrays.copyOf(message, length)) ? 1 : 0;
        }
        // Three lengths end between fields of the outer message: zero, and those after each of the two streams.
        // end.
        assertThat(refused).isEqualTo(message.length - 3);
    }

    @Test
    void decode_damagedMessage_throwsOnlyBadPush() {
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = message();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            refused += refuses(damaged) ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }

    private static boolean refuses(byte[] message) {
        try {
            PushProto.decode(message);
            return false;
        } catch (BadPush e) {
            assertThat(e.verdict().status()).isEqualTo(400);
            return true;
        }
    }

    @Test
    void decode_brokenFraming_isRefused() {
        List<byte[]> broken = List.of(
                new byte[] {0x0A, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F},
                new byte[] {0x00},
                new byte[] {0x0F},
                new byte[] {0x0A},
                new byte[] {0x0A, 0x05, 0x00},
                new byte[] {0x18, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
                new byte[] {0x19, 0x00},
                new byte[] {0x1D, 0x00});
        assertThat(broken)
                .allSatisfy(message ->
                        assertThatThrownBy(() -> PushProto.decode(message)).isInstanceOf(BadPush.class));
    }
}
