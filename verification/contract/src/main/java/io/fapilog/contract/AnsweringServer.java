package io.fapilog.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** An HTTP server that answers every request with 204. Unlike the JDK's server, it logs nothing itself. */
final class AnsweringServer implements AutoCloseable {
    private static final byte[] ANSWER = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());

    AnsweringServer() throws IOException {
        Thread thread = new Thread(this::serve, "answering-server");
        thread.setDaemon(true);
        thread.start();
    }

    String uri() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                answer(connection);
            } catch (IOException e) {
                // The client has disconnected or the test has closed the socket.
            }
        }
    }

    private static void answer(Socket connection) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        int length = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
            if (line.isEmpty()) {
                for (int i = 0; i < length; i++) {
                    in.read();
                }
                connection.getOutputStream().write(ANSWER);
            }
        }
    }
}
