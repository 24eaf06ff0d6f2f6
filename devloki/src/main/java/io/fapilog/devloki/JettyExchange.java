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

/** One request, and the ways to respond to it, including broken responses. Used by one thread at a time. */
final class JettyExchange {
    /** How many bytes of its body a stalled response announces and never sends. */
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

    /**
     * Sends a complete response.
     *
     * @param close whether to close the connection afterwards, which the response does not announce
     */
    void send(int status, Map<String, String> headers, byte[] body, boolean close) {
        response.setStatus(status);
        headers.forEach((name, value) -> response.getHeaders().put(name, value));
        Callback then = close ? Callback.from(callback, () -> endPoint().close()) : callback;
        response.write(true, ByteBuffer.wrap(body), then);
    }

    /** The headers that Go's {@code http.Error} sends with a text. */
    static Map<String, String> textHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/plain; charset=utf-8");
        headers.put("X-Content-Type-Options", "nosniff");
        return headers;
    }

    void sendText(int status, String text) {
        send(status, textHeaders(), text.getBytes(StandardCharsets.UTF_8), false);
    }

    /** Sends half of the body, or half of the head if the body is empty, and closes the connection. */
    void sendTruncated(int status, Map<String, String> headers, byte[] body) {
        byte[] message = message(status, headers, body, body.length);
        int length = body.length == 0 ? message.length / 2 : message.length - body.length + body.length / 2;
        raw(Arrays.copyOf(message, length), this::hangUp);
    }

    /** Sends a response that announces more bytes than it contains. */
    void sendStalled(int status, Map<String, String> headers, byte[] body) {
        raw(message(status, headers, body, body.length + NEVER_SENT), () -> {});
    }

    private static byte[] message(int status, Map<String, String> headers, byte[] body, int announced) {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " " + HttpStatus.getMessage(status) + "\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        text.append("Content-Length: ").append(announced).append("\r\n\r\n");
        byte[] head = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] message = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        return message;
    }

    /** Writes to the connection directly, since Jetty would not send an invalid response. */
    private void raw(byte[] bytes, Runnable then) {
        endPoint().write(Callback.from(then, failure -> hangUp()), ByteBuffer.wrap(bytes));
    }

    /** Closes the connection without a response. */
    void hangUp() {
        endPoint().close();
        callback.failed(new EofException());
    }

    /** Resets the connection without a response. */
    void reset() {
        EndPoint bottom = endPoint();
        // With TLS, the end point of the socket is below the one of the connection.
        while (bottom.getTransport() instanceof EndPoint below) {
            bottom = below;
        }
        if (bottom.getTransport() instanceof SocketChannel socket) {
            resetOnClose(socket);
        }
        bottom.close();
        callback.failed(new EofException());
    }

    private static void resetOnClose(SocketChannel socket) {
        try {
            // With a linger time of zero, closing the socket sends RST instead of FIN.
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // The connection is closed already.
        }
    }

    /** Runs {@code rest} on a server thread after {@code delay}; on this thread if the delay is zero. */
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

    /** Disables the idle timeout of the connection. */
    void keepOpen() {
        request.addIdleTimeoutListener(timeout -> false);
    }

    private EndPoint endPoint() {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }
}
