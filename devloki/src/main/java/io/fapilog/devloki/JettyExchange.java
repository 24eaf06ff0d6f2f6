package io.fapilog.devloki;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One request and the ways to answer it, the faulty ones included. Any one thread at a time. */
final class JettyExchange {
    /** What an endless body announces beyond what it sends. */
    private static final int NEVER_SENT = 1024;

    private final Request request;
    private final Response response;
    private final Callback callback;

    JettyExchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    Request request() {
        return request;
    }

    /** Answers completely. An empty body leaves out its headers. */
    void send(int status, Map<String, String> headers, byte[] body) {
        send(status, headers, body, callback);
    }

    /** Answers completely, then closes the connection without having said so. */
    void sendAndClose(int status, Map<String, String> headers, byte[] body) {
        send(status, headers, body, Callback.from(callback, () -> endPoint().close()));
    }

    private void send(int status, Map<String, String> headers, byte[] body, Callback then) {
        response.setStatus(status);
        headers.forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, ByteBuffer.wrap(body), then);
    }

    /** The headers of a text as Go's {@code http.Error} sends it. */
    static Map<String, String> textHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/plain; charset=utf-8");
        headers.put("X-Content-Type-Options", "nosniff");
        return headers;
    }

    void sendText(int status, String text) {
        send(status, textHeaders(), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the answer up to the middle of its body, or of its head where there is no body, and closes. */
    void sendCut(int status, Map<String, String> headers, byte[] body) {
        byte[] head = head(status, headers, body.length);
        int length = body.length == 0 ? head.length / 2 : head.length + body.length / 2;
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        raw(Arrays.copyOf(whole, length), this::hangUp);
    }

    /** Sends the answer and announces more, which never comes. */
    void sendEndless(int status, Map<String, String> headers, byte[] body) {
        byte[] head = head(status, headers, body.length + NEVER_SENT);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        raw(whole, () -> {});
    }

    private static byte[] head(int status, Map<String, String> headers, int length) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + HttpStatus.getMessage(status) + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(length).append("\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Writes past the server's own HTTP, which would never send what is wrong. */
    private void raw(byte[] bytes, Runnable then) {
        endPoint().write(Callback.from(then, failure -> hangUp()), ByteBuffer.wrap(bytes));
    }

    /** Closes the connection without an answer. */
    void hangUp() {
        endPoint().close();
        callback.failed(new EofException());
    }

    /** Resets the connection without an answer. */
    void reset() {
        Object transport = endPoint().getTransport();
        EndPoint bottom = endPoint();
        while (transport instanceof EndPoint below) {
            bottom = below;
            transport = below.getTransport();
        }
        if (transport instanceof SocketChannel socket) {
            try {
                // Closing with nothing to linger for is what makes TCP send RST instead of FIN.
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                // The connection is gone already.
            }
        }
        bottom.close();
        callback.failed(new EofException());
    }

    /** Runs {@code rest} on a server thread after {@code delay}; at once, on this thread, when that is zero. */
    void after(Duration delay, Runnable rest) {
        if (delay.isZero()) {
            rest.run();
        } else {
            keepOpen();
            request.getComponents()
                    .getScheduler()
                    .schedule(
                            () -> request.getComponents().getExecutor().execute(rest),
                            delay.toNanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    /** Keeps the connection open however long nothing happens on it. */
    void keepOpen() {
        request.addIdleTimeoutListener(timeout -> false);
    }

    private EndPoint endPoint() {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }
}
