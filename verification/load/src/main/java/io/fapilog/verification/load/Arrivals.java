package io.fapilog.verification.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.BitSet;
import org.xerial.snappy.Snappy;

/** A counter of the events of pushes. The message of each event begins with its number. Thread-safe. */
final class Arrivals {
    private static final byte[] MESSAGE = "\"message\":\"".getBytes(US_ASCII);
    private static final int TIMESTAMP = 1;
    private static final int LINE = 2;
    private static final int SECONDS = 1;
    private static final int NANOS = 2;

    private final BitSet numbers = new BitSet();
    private long pushes;
    private long events;
    private long bytes;
    private long newest;

    /** Counts the events of one push, which is protobuf in a snappy block. */
    synchronized void add(byte[] body) throws IOException {
        byte[] message = Snappy.uncompress(body);
        CodedInputStream in = CodedInputStream.newInstance(message);
        while (!in.isAtEnd()) {
            in.readTag();
            int end = in.pushLimit(in.readRawVarint32());
            stream(in, message);
            in.popLimit(end);
        }
        pushes++;
        bytes += body.length;
    }

    synchronized State state() {
        return State.of()
                .with("pushes", pushes)
                .with("events", events)
                .with("distinct", numbers.cardinality())
                .with("bytes", bytes)
                .with("newest", newest);
    }

    private void stream(CodedInputStream in, byte[] message) throws IOException {
        in.readTag();
        in.skipRawBytes(in.readRawVarint32());
        while (!in.isAtEnd()) {
            in.readTag();
            int end = in.pushLimit(in.readRawVarint32());
            entry(in, message);
            in.popLimit(end);
        }
    }

    private void entry(CodedInputStream in, byte[] message) throws IOException {
        while (!in.isAtEnd()) {
            int field = in.readTag() >>> 3;
            int length = in.readRawVarint32();
            if (field == TIMESTAMP) {
                int end = in.pushLimit(length);
                newest = Math.max(newest, time(in));
                in.popLimit(end);
            } else if (field == LINE) {
                count(message, in.getTotalBytesRead());
                in.skipRawBytes(length);
            } else {
                in.skipRawBytes(length);
            }
        }
    }

    private static long time(CodedInputStream in) throws IOException {
        long time = 0;
        while (!in.isAtEnd()) {
            int field = in.readTag() >>> 3;
            long value = in.readInt64();
            time += field == SECONDS ? value * 1_000_000_000 : field == NANOS ? value : 0;
        }
        return time;
    }

    private void count(byte[] message, int line) {
        int at = line;
        int matched = 0;
        while (matched < MESSAGE.length) {
            byte next = message[at++];
            matched = next == MESSAGE[matched] ? matched + 1 : next == MESSAGE[0] ? 1 : 0;
        }
        int number = 0;
        for (; message[at] >= '0' && message[at] <= '9'; at++) {
            number = 10 * number + message[at] - '0';
        }
        numbers.set(number);
        events++;
    }
}
