package io.fapilog.loki;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Reads answers from a connection. For one thread. */
final class AnswerReader {
    private final AnswerInput in;
    private final int mostBody;
    private boolean isReusable;
    private Map<String, String> headers = Map.of();

    /** Reads the answers to pushes. */
    AnswerReader(InputStream in) {
        this(in, AnswerBody.MOST_BYTES);
    }

    /** Reads answers; of their bodies the first {@code mostBody} bytes. */
    AnswerReader(InputStream in, int mostBody) {
        // A chunk of a few bytes has a line of its own for its size.
        this.in = new AnswerInput(in, 2 * (mostBody - AnswerBody.MOST_BYTES) + AnswerInput.MOST_BYTES);
        this.mostBody = mostBody;
    }

    /**
     * Reads an answer. A truncated refusal is judged by its status: the server may truncate each one, and the push would
     * be retried for ever.
     */
    Answer read() throws IOException {
        return read(false);
    }

    /** Reads the answer to a request for a tunnel, which has no body if the tunnel is open. */
    Answer readTunnel() throws IOException {
        return read(true);
    }

    /** Whether the answer that was read last ends where the next one may begin. */
    boolean isReusable() {
        return isReusable;
    }

    /** The headers that matter of the answer that was read last, by name in lower case. */
    Map<String, String> headers() {
        return headers;
    }

    private Answer read(boolean isTunnel) throws IOException {
        isReusable = false;
        in.begin();
        AnswerHead head = AnswerHead.read(in);
        headers = head.headers();
        boolean isSuccess = head.status() / 100 == 2;
        AnswerBody body = new AnswerBody(in, mostBody);
        boolean complete = false;
        try {
            complete = (isTunnel && isSuccess) || body.read(head);
        } catch (IOException e) {
            if (isSuccess) {
                throw e;
            }
        }
        isReusable = complete && head.isPersistent() && !in.hasMore();
        return Answer.of(head, body.text(), complete);
    }
}
