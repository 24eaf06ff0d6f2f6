package io.fapilog.loki;

import static io.fapilog.testkit.Waiting.await;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An HTTP/1.1 server on loopback that records requests and answers 204, unless its script contains something else: a
 * status, a stall, a reset, a truncated answer. As an extension of JUnit it is closed after the test.
 */
final class ScriptedServer implements AutoCloseable, AfterEachCallback {
    /** What the server does with one request. */
    interface Reaction {
        /** Writes the answer, if any. Returns whether the connection stays open. */
        boolean write(OutputStream out, Socket socket) throws IOException;

        /** The number of bytes of the body that are read before {@link #write}. */
        default int reads() {
            return Integer.MAX_VALUE;
        }

        /** The reaction to {@code request} in place of this one. For reactions that depend on what is pushed. */
        default Reaction to(Request request) {
            return this;
        }

        /** Called when half of these bytes have been read. */
        default void isHalfWay() {}

        /** The number of events that the server stores, the last ones of a push with {@code events}. */
        default int stores(int events) {
            return 0;
        }
    }

    /** An answer with a status and a text. */
    private record StatusAndText(int status, String head, String body) implements Reaction {
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

    /** A stored entry. Loki stores equal ones once. */
    record Stored(Map<String, String> labels, long timestamp, String line) {}

    /** A complete request. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(String line, Map<String, String> headers, byte[] body, int connection) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Reaction> given = new CopyOnWriteArrayList<>();
    private final Deque<Reaction> script = new ArrayDeque<>();
    private final ServerSocket listener;
    private Reaction otherwise = answer(204, "");

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

    /** A server with TLS; if {@code clients} are given, it requires one of them from its clients. */
    static ScriptedServer tls(TestCertificate own, TestCertificate... clients) {
        return new ScriptedServer(own.server(clients).getServerSocketFactory(), 0, clients.length > 0);
    }

    static Reaction answer(int status, String body, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " x\r\n");
        if (status != 204) {
            head.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        return new StatusAndText(status, head + "\r\n", body);
    }

    /** Never answers. */
    static Reaction stall() {
        return (out, socket) -> true;
    }

    /** Answers 204 when {@code gate} is open. */
    static Reaction answerAfter(CountDownLatch gate) {
        return (out, socket) -> {
            await().until(() -> gate.getCount() == 0);
            return answer(204, "").write(out, socket);
        };
    }

    /** Closes the connection within the body of an answer. */
    static Reaction truncate() {
        return (out, socket) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return false;
        };
    }

    /** Closes the connection without an answer. */
    static Reaction hangUp() {
        return (out, socket) -> false;
    }

    /** Resets the connection. */
    static Reaction reset() {
        return (out, socket) -> {
            socket.setSoLinger(true, 0);
            return false;
        };
    }

    /**
     * Reacts to a push by what it contains.
     *
     * @param choice chooses a reaction for each push; called for one push at a time
     */
    static Reaction dependingOn(Function<DecodedPush, Reaction> choice) {
        return new Reaction() {
            @Override
            public boolean write(OutputStream out, Socket socket) {
                throw new IllegalStateException("another reaction takes its place");
            }

            @Override
            public Reaction to(Request request) {
                return choice.apply(DecodedPush.of(request));
            }
        };
    }

    /** Reacts to the next requests, one after the other. */
    synchronized ScriptedServer then(Reaction... reactions) {
        script.addAll(List.of(reactions));
        return this;
    }

    /** Reacts to every request that has no reaction in the script. */
    synchronized ScriptedServer otherwise(Reaction reaction) {
        otherwise = reaction;
        return this;
    }

    /** Reacts to every request that has no reaction in the script with 204, or with 503. */
    ScriptedServer setAvailable(boolean available) {
        return otherwise(available ? answer(204, "") : answer(503, "unavailable"));
    }

    /** Waits until {@code count} requests have arrived. */
    void awaitRequests(int count) {
        await().until(() -> requests.size() >= count);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The URI of a sink that pushes here. */
    String uri(String... parameters) {
        return "loki://127.0.0.1:" + port() + (parameters.length == 0 ? "" : "?" + String.join("&", parameters));
    }

    /** The pushes in the order of their arrival. */
    List<DecodedPush> pushes() {
        return requests.stream().map(DecodedPush::of).toList();
    }

    DecodedPush push(int index) {
        return DecodedPush.of(requests.get(index));
    }

    /** The messages of the pushes from number {@code push} on, in the order of their arrival. */
    List<String> messagesSince(int push) {
        return pushes().stream()
                .skip(push)
                .flatMap(each -> each.messages().stream())
                .toList();
    }

    /** The entries that the server has stored, in the order of their arrival; retries are included. */
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
    public void afterEach(ExtensionContext context) {
        close();
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
                socket.setTcpNoDelay(true);
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
            // The client has closed the connection, or does not trust the certificate.
        }
    }

    /** Reads as much of the body as the next reaction reads, and records the request if that is all of it. */
    private Reaction answer(List<String> head, InputStream in, int connection) throws IOException {
        Reaction reaction;
        synchronized (this) {
            reaction = script.isEmpty() ? otherwise : script.remove();
        }
        Map<String, String> headers = headers(head);
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = new byte[Math.min(length, reaction.reads())];
        int read = in.readNBytes(body, 0, body.length / 2);
        reaction.isHalfWay();
        read += in.readNBytes(body, read, body.length - read);
        if (read < length) {
            return reaction;
        }
        Request request = new Request(head.get(0), headers, body, connection);
        synchronized (this) {
            Reaction last = reaction.to(request);
            given.add(last);
            requests.add(request);
            return last;
        }
    }

    /** The lines before the body; none when the connection has ended. */
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
