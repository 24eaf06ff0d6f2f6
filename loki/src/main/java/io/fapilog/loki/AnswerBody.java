package io.fapilog.loki;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The body of an answer, of which only the beginning is read, so that no server can fill our memory. */
final class AnswerBody {
    /** Loki describes each refused entry in about 150 bytes, so this is enough for a usual batch. */
    static final int MOST_BYTES = 64 << 10;

    private static final int MOST_TRAILERS = 256;

    private final AnswerInput in;
    private final int most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A body of which the first {@code most} bytes are read. */
    AnswerBody(AnswerInput in, int most) {
        this.in = in;
        this.most = most;
    }

    /** Reads the body that follows {@code head}. Returns whether that is the whole body. */
    boolean read(AnswerHead head) throws IOException {
        return switch (head.framing()) {
            case NO_BODY -> true;
            case FIXED -> take(head.length());
            case CHUNKED -> chunks();
            case UNTIL_CLOSE -> untilClose();
        };
    }

    /** What has been read. */
    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Reads {@code count} bytes. Returns whether there was room for them. */
    private boolean take(long count) throws IOException {
        for (long left = count; left > 0; ) {
            if (isFull()) {
                return false;
            }
            int read = in.copy(bytes, Math.min(left, most - bytes.size()));
            if (read < 0) {
                throw new EOFException("the connection was closed within an answer, bytes received: " + bytes.size());
            }
            left -= read;
        }
        return true;
    }

    private boolean untilClose() throws IOException {
        int read = 0;
        while (read >= 0 && !isFull()) {
            read = in.copy(bytes, most - bytes.size());
        }
        return read < 0;
    }

    private boolean chunks() throws IOException {
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            if (!take(size)) {
                return false;
            }
            if (!in.line().isEmpty()) {
                throw new IOException("the answer has a chunk that is longer than its size");
            }
        }
        for (int i = 0; i < MOST_TRAILERS; i++) {
            if (in.line().isEmpty()) {
                return true;
            }
        }
        throw new IOException("the answer has more than " + MOST_TRAILERS + " trailers");
    }

    private long chunkSize() throws IOException {
        String line = in.line();
        String size = line.split(";", 2)[0].strip();
        if (!size.matches("[0-9A-Fa-f]{1,12}")) {
            throw new IOException("the answer has a chunk without a valid size");
        }
        return Long.parseLong(size, 16);
    }

    private boolean isFull() {
        return bytes.size() >= most;
    }
}
