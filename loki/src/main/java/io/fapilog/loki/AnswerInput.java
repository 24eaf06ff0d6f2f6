package io.fapilog.loki;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The bytes that a server sends, read through one buffer, up to a limit for each answer. For one thread. */
final class AnswerInput {
    /** The most bytes of the answer to a push, with its head, its interim answers and the framing of its body. */
    static final int MOST_BYTES = 1 << 20;

    /** The most bytes of a line; a gateway sets long cookies and policies. */
    private static final int LONGEST_LINE = 32 << 10;

    private final InputStream in;
    private final byte[] buffer = new byte[8 << 10];
    private int at;
    private int end;
    private final int most;
    private int left;

    /** Bytes of which an answer may have {@code most}. */
    AnswerInput(InputStream in, int most) {
        this.in = in;
        this.most = most;
        this.left = most;
    }

    /** Begins an answer. */
    void begin() {
        left = most;
    }

    /** Whether bytes have been received that were not read. */
    boolean hasMore() {
        return at < end;
    }

    /** The next byte, or -1 at the end of the connection. */
    int next() throws IOException {
        return fill() ? buffer[at++] & 0xFF : -1;
    }

    /** The text up to the next line end, without it. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int b = next(); b != '\n'; b = next()) {
            if (b < 0) {
                throw new EOFException("the connection was closed within the head of an answer");
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("the answer has a line of more than " + LONGEST_LINE + " bytes");
            }
            line.append((char) b);
        }
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
        }
        return line.toString();
    }

    /** Adds up to {@code most} bytes to {@code target}. Returns how many; -1 at the end of the connection. */
    int copy(ByteArrayOutputStream target, long most) throws IOException {
        if (!fill()) {
            return -1;
        }
        int count = (int) Math.min(most, end - at);
        target.write(buffer, at, count);
        at += count;
        return count;
    }

    /** The beginning of the line that has been received and not read. */
    String received(int most) {
        String text = new String(buffer, at, Math.min(most, end - at), StandardCharsets.ISO_8859_1);
        return text.lines().findFirst().orElse("");
    }

    /** Returns whether there is a byte to read. */
    private boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        if (left == 0) {
            throw new IOException("the answer has more than " + most + " bytes");
        }
        int count = in.read(buffer, 0, Math.min(buffer.length, left));
        at = 0;
        end = Math.max(0, count);
        left -= end;
        return count > 0;
    }
}
