package io.fapilog.loki;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;

/** A connection to the server, through a proxy or TLS where configured. For one thread, which also closes it. */
final class Connection implements Closeable {
    /** What is written at once: head and body of a usual push. A push that is larger is written in parts. */
    private static final int ONE_WRITE = 64 << 10;

    private final Socket socket;
    private final byte[] opening;
    private final OutputStream out;
    private final AnswerReader answers;
    private boolean isReusable = true;

    /**
     * A connection over {@code socket}, which is connected.
     *
     * @param opening the request line and the headers that are the same for all requests on this connection
     * @param mostBody how many bytes of the body of an answer are read
     */
    Connection(Socket socket, byte[] opening, int mostBody) throws IOException {
        this.socket = socket;
        this.opening = opening;
        this.out = socket.getOutputStream();
        this.answers = new AnswerReader(socket.getInputStream(), mostBody);
    }

    /** Sends {@code request} and waits for its answer. */
    Answer exchange(PushRequest request) throws IOException {
        isReusable = false;
        try {
            write(request);
        } catch (IOException e) {
            return refusalBefore(e);
        }
        Answer answer = answers.read();
        isReusable = answers.isReusable() && !isForAnotherConnection(answer.status());
        return answer;
    }

    /** The headers that matter of the last answer, by name in lower case. */
    Map<String, String> headers() {
        return answers.headers();
    }

    /** Whether another request may follow. */
    boolean isReusable() {
        return isReusable;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nobody waits for it.
        }
    }

    private void write(PushRequest request) throws IOException {
        byte[] headers = request.headers();
        byte[] body = request.body();
        int before = opening.length + headers.length;
        int part = Math.min(body.length, Math.max(0, ONE_WRITE - before));
        byte[] first = new byte[before + part];
        System.arraycopy(opening, 0, first, 0, opening.length);
        System.arraycopy(headers, 0, first, opening.length, headers.length);
        System.arraycopy(body, 0, first, before, part);
        out.write(first);
        out.write(body, part, body.length - part);
        out.flush();
    }

    /** The answer of a server that refuses the request and closes the connection before it has read the whole body. */
    private Answer refusalBefore(IOException failure) throws IOException {
        try {
            Answer answer = answers.read();
            if (answer.status() / 100 != 2) {
                return answer;
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        throw failure;
    }

    /** Whether credentials were refused, which may belong to the connection: certificates, those for a proxy. */
    private static boolean isForAnotherConnection(int status) {
        return status == 401 || status == 403 || status == 407;
    }
}
