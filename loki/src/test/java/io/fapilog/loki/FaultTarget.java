package io.fapilog.loki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The server, or its absence, at the address of the sink during a fault. */
final class FaultTarget implements AutoCloseable {
    /** The certificates of the servers, shared by all rows since making one takes a second. */
    static final class ServerCertificates {
        final TestCertificate otherHost;
        final TestCertificate expired;
        final TestCertificate untrusted;

        ServerCertificates(Path directory) {
            otherHost = new TestCertificate(directory, "other", "dns:totally-other-host.example", "EC");
            expired = TestCertificate.from("-60d", directory, "expired", "dns:localhost");
            untrusted = new TestCertificate(directory, "untrusted", "dns:localhost", "EC");
        }
    }

    private final Fault.Place place;
    private final ServerCertificates certificates;
    private final Socket reserved = new Socket();
    private ScriptedServer server;
    private boolean listening;

    FaultTarget(Fault.Place place, ServerCertificates certificates) {
        this.place = place;
        this.certificates = certificates;
        this.server = switch (place) {
            case CERTIFICATE_FOR_ANOTHER_HOST -> ScriptedServer.tls(certificates.otherHost);
            case CERTIFICATE_EXPIRED -> ScriptedServer.tls(certificates.expired);
            case CERTIFICATE_UNTRUSTED, TLS_ONLY -> ScriptedServer.tls(certificates.untrusted);
            default -> new ScriptedServer();
        };
        try {
            // Bound but not listening: connections are refused, and no other process gets the port.
            reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ScriptedServer server() {
        return server;
    }

    /** The URI of the sink. */
    String uri(List<String> parameters) {
        List<String> all = new ArrayList<>(parameters);
        String address = switch (place) {
            case SERVER -> "loki://127.0.0.1:" + server.port();
            case NOT_LISTENING, NOT_LISTENING_AT_FIRST -> "loki://127.0.0.1:" + reserved.getLocalPort();
            case UNKNOWN_HOST -> "loki://host.invalid";
            case CERTIFICATE_UNTRUSTED -> "lokis://localhost:" + server.port();
            case TLS_ONLY -> "loki://localhost:" + server.port();
            case CERTIFICATE_FOR_ANOTHER_HOST -> trusting(all, certificates.otherHost);
            case CERTIFICATE_EXPIRED -> trusting(all, certificates.expired);
        };
        return address + "?" + String.join("&", all);
    }

    /** Starts the server that does not listen at first. */
    void startListening() {
        if (place == Fault.Place.NOT_LISTENING_AT_FIRST && !listening) {
            listening = true;
            int port = reserved.getLocalPort();
            close();
            server = new ScriptedServer(port);
        }
    }

    @Override
    public void close() {
        server.close();
        try {
            reserved.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String trusting(List<String> parameters, TestCertificate authority) {
        parameters.add("ca=" + authority.certificate);
        return "lokis://localhost:" + server.port();
    }
}
