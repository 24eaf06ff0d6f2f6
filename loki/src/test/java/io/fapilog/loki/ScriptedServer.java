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
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on loopback that answers 204, unless its script says otherwise: a status, a stall, a reset, an
 * answer that ends too early. It keeps what it was sent.
 */
final class ScriptedServer implements AutoCloseable {
    /** One way to answer. */
    interface Reply {
        /** Answers; returns whether the connection stays. */
        boolean write(OutputStream out, Socket socket) throws IOException;

        /** How many bytes of the body are read before this answers. */
        default int reads() {
            return Integer.MAX_VALUE;
        }

        /** Called when half of that has been read. */
        default void isHalfWay() {}

        /** How many of the events of a push, of the last ones, a server that answers so has stored. */
        default int stores(int events) {
            return 0;
        }
    }

    /** A status with a text. */
    private record Answer(int status, String head, String body) implements Reply {
        @Override
        public boolean write(OutputStream out, Socket socket) throws IOException {
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        }

        @Override
        public int stores(int events) {
            return status / 100 == 2 && status != Answers.BLOCKED ? events : 0;
        }
    }

    /** An entry as a store has it: Loki keeps one of those that are equal. */
    record Stored(Map<String, String> labels, long timestamp, String line) {}

    /** What was sent. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(String line, Map<String, String> headers, byte[] body, int connection) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Reply> given = new CopyOnWriteArrayList<>();
    private final Deque<Reply> script = new ArrayDeque<>();
    private final ServerSocket listener;
    private Reply otherwise = answer(204, "");

    ScriptedServer() {
        this(0);
    }

    ScriptedServer(int port) {
        this(ServerSocketFactory.getDefault(), port, false);
    }

    private ScriptedServer(ServerSocketFactory factory, int port, boolean asksClients) {
        try {
            listener = factory.createServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (asksClients) {
            ((SSLServerSocket) listener).setNeedClientAuth(true);
        }
        thread(this::accept);
    }

    /** A server under TLS, which wants a certificate from its clients when there are {@code clients}. */
    static ScriptedServer tls(Certificates own, Certificates... clients) {
        return new ScriptedServer(own.server(clients).getServerSocketFactory(), 0, clients.length > 0);
    }

    static Reply answer(int status, String body, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " x\r\n");
        if (status != 204) {
            head.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        return new Answer(status, head + "\r\n", body);
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

    /** What a store behind this would have been given, in the order in which it came, repetitions included. */
    List<Stored> stored() {
        List<Stored> stored = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            List<Stored> sent = new ArrayList<>();
            for (DecodedPush.Stream stream : push(i).streams()) {
                stream.entries().forEach(each -> sent.add(new Stored(stream.labels(), each.timestamp(), each.line())));
            }
            int share = given.get(i).stores(sent.size());
            stored.addAll(sent.subList(sent.size() - share, sent.size()));
        }
        return stored;
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
                List<String> head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                goOn = answer(head, in, number).write(socket.getOutputStream(), socket);
            }
        } catch (IOException e) {
            // The client has gone, or refused our certificate.
        }
    }

    /** Reads as much of the body as the next reply wants. Only a request that came whole is kept. */
    private Reply answer(List<String> head, InputStream in, int connection) throws IOException {
        Reply reply;
        synchronized (this) {
            reply = script.isEmpty() ? otherwise : script.remove();
        }
        Map<String, String> headers = headers(head);
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = new byte[Math.min(length, reply.reads())];
        int read = in.readNBytes(body, 0, body.length / 2);
        reply.isHalfWay();
        read += in.readNBytes(body, read, body.length - read);
        if (read == length) {
            synchronized (this) {
                given.add(reply);
                requests.add(new Request(head.get(0), headers, body, connection));
            }
        }
        return reply;
    }

    /** The lines up to the body; none at the end. */
    private static List<String> head(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = line(in);
        while (line != null && !line.isEmpty()) {
            lines.add(line);
            line = line(in);
        }
        return line == null ? List.of() : lines;
    }

    private static Map<String, String> headers(List<String> head) {
        Map<String, String> headers = new TreeMap<>();
        for (String header : head.subList(1, head.size())) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        return headers;
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
