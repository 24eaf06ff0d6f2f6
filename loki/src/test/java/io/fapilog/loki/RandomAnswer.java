package io.fapilog.loki;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A valid answer, drawn at random with everything that HTTP/1.1 allows, and its mutations. */
final class RandomAnswer {
    private static final int[] STATUSES = {200, 202, 204, 260, 304, 400, 401, 413, 429, 500, 503, 599};

    final int status;
    final String text;
    final byte[] bytes;
    /** Whether the connection may be used again. */
    final boolean persistent;

    private final Random random;

    RandomAnswer(Random random) {
        this.random = random;
        this.status = STATUSES[random.nextInt(STATUSES.length)];
        boolean noBody = status == 204 || status == 304;
        this.text = noBody ? "" : text(random.nextInt(10) == 0 ? 20_000 : 200);
        int framing = noBody ? 3 : random.nextInt(3);
        boolean close = random.nextInt(4) == 0;
        this.persistent = !close && framing != 2;
        StringBuilder answer = new StringBuilder(interim());
        answer.append("HTTP/1.1 ").append(status).append(random.nextBoolean() ? " any thing" : "");
        answer.append(end());
        header(answer, "Date", "Thu, 26 Nov 2026 19:00:00 GMT");
        if (close) {
            header(answer, "coNNection", random.nextBoolean() ? "close" : "x, Close");
        }
        switch (framing) {
            case 0 -> header(answer, "Content-Length", Integer.toString(text.length()));
            case 1 -> header(answer, "Transfer-Encoding", random.nextBoolean() ? "chunked" : "Chunked");
            default -> {
                // Until the connection is closed, or no body at all.
            }
        }
        if (random.nextInt(5) == 0) {
            answer.append("X-Folded: a").append(end()).append("\t b").append(end());
        }
        answer.append(end()).append(framing == 1 ? chunks() : text);
        this.bytes = answer.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The answer with a few random changes. */
    byte[] mutated() {
        byte[] mutated = bytes;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            mutated = change(mutated);
        }
        return mutated;
    }

    private byte[] change(byte[] old) {
        int from = random.nextInt(old.length + 1);
        int to = Math.min(old.length, from + random.nextInt(random.nextInt(5) == 0 ? 1_000 : 4));
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(old, 0, from);
        switch (random.nextInt(6)) {
            case 0 -> changed.write(random.nextInt(256));
            case 1 -> changed.writeBytes(piece());
            case 2 -> {
                for (int i = random.nextInt(40); i >= 0; i--) {
                    changed.write(old, from, to - from);
                }
            }
            case 3 -> {
                return changed.size() == 0 ? old : changed.toByteArray();
            }
            case 4 -> to = from;
            default -> {
                // Removed.
            }
        }
        changed.write(old, to, old.length - to);
        return changed.size() == 0 ? old : changed.toByteArray();
    }

    private byte[] piece() {
        String[] pieces = {
            "\r\n",
            "\n",
            "\r",
            ":",
            " ",
            "\0",
            "0\r\n\r\n",
            "ffffffffffff\r\n",
            "Content-Length: 7\r\n",
            "Content-Length: -1\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: gzip\r\n",
            "HTTP/1.1 100 x\r\n\r\n",
            "HTTP/1.1 101 x\r\n\r\n",
            "HTTP/1.1 204\r\n\r\n"
        };
        return pieces[random.nextInt(pieces.length)].getBytes(StandardCharsets.ISO_8859_1);
    }

    private String interim() {
        return random.nextInt(4) == 0 ? "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" : "";
    }

    private String chunks() {
        StringBuilder chunks = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int size = Math.min(text.length() - at, 1 + random.nextInt(text.length()));
            chunks.append(Integer.toHexString(size)).append(random.nextBoolean() ? ";name=\"value\"" : "");
            chunks.append("\r\n").append(text, at, at + size).append("\r\n");
            at += size;
        }
        chunks.append("00\r\n");
        return chunks.append(random.nextBoolean() ? "X-Trailer: a\r\n" : "")
                .append("\r\n")
                .toString();
    }

    private void header(StringBuilder answer, String name, String value) {
        answer.append(name)
                .append(random.nextBoolean() ? ":" : ": \t")
                .append(value)
                .append(random.nextBoolean() ? "" : "  ")
                .append(end());
    }

    /** Some servers end lines without a carriage return, which is accepted in heads. */
    private String end() {
        return random.nextInt(20) == 0 ? "\n" : "\r\n";
    }

    private String text(int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            text.append((char) (random.nextInt(8) == 0 ? '\n' : ' ' + random.nextInt(95)));
        }
        return text.toString();
    }
}
