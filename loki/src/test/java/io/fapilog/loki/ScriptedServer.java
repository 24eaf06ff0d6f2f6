package io.fapilog.loki;

import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on loopback that answers 204, unless its script says otherwise: a status, a stall, a reset, an answer
 * that ends too early. It keeps what it was sent.
 */
final class ScriptedServer implements AutoCloseable {
    /** One way to answer. */
    interface Reply {
        /** Answers; returns whether the connection stays. */
        boolean write(OutputStream out, Socket socket) throws IOException;
    }

    /** What was sent. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(String line, Map<String, String> headers, byte[] body, int connection) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Deque<Reply> script = new ArrayDeque<>();
    private final ServerSocket listener;
    private Reply otherwise = answer(204, "");

    ScriptedServer() {
        this(ServerSocketFactory.getDefault());
    }

    ScriptedServer(ServerSocketFactory factory) {
        try {
            listener = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    static Reply answer(int status, String body, String... headers) {
        return (out, socket) -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " x\r\n");
            if (status != 204) {
                head.append("Content-Length: ").append(bytes.length).append("\r\n");
            }
            for (int i = 0; i < headers.length; i += 2) {
                head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
            }
            out.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(bytes);
            out.flush();
            return true;
        };
    }

    /** Never answers. */
    static Reply stall() {
        return (out, socket) -> true;
    }

    /** Begins an answer and never ends it. */
    static Reply stallInBody() {
        return (out, socket) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return true;
        };
    }

    /** Ends the connection in the middle of an answer. */
    static Reply cut() {
        return (out, socket) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return false;
        };
    }

    /** Ends the connection without a word. */
    static Reply hangUp() {
        return (out, socket) -> false;
    }

    /** Resets the connection. */
    static Reply reset() {
        return (out, socket) -> {
            socket.setSoLinger(true, 0);
            return false;
        };
    }

    /** The next requests are answered so, one after the other. */
    synchronized ScriptedServer then(Reply... replies) {
        script.addAll(List.of(replies));
        return this;
    }

    /** Every request without a script is answered so. */
    synchronized ScriptedServer otherwise(Reply reply) {
        otherwise = reply;
        return this;
    }

    void awaitRequests(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> requests.size() >= count);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The URI of a sink that pushes here. */
    String uri(String... parameters) {
        return "loki://127.0.0.1:" + port() + (parameters.length == 0 ? "" : "?" + String.join("&", parameters));
    }

    /** What was pushed, in the order in which it came. */
    List<DecodedPush> pushes() {
        return requests.stream().map(DecodedPush::of).toList();
    }

    DecodedPush push(int index) {
        return DecodedPush.of(requests.get(index));
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                int number = sockets.size();
                thread(() -> serve(socket, number));
            }
        } catch (IOException e) {
            // Closed: the end.
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean goOn = true;
            while (goOn) {
                Request request = read(in, number);
                if (request == null) {
                    return;
                }
                Reply reply;
                synchronized (this) {
                    requests.add(request);
                    reply = script.isEmpty() ? otherwise : script.remove();
                }
                goOn = reply.write(socket.getOutputStream(), socket);
            }
        } catch (IOException e) {
            // The client has gone, or refused our certificate.
        }
    }

    private static @Nullable Request read(InputStream in, int connection) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = line(in);
        while (line != null && !line.isEmpty()) {
            lines.add(line);
            line = line(in);
        }
        if (line == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header : lines.subList(1, lines.size())) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Request(lines.get(0), headers, body, connection);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }
}
