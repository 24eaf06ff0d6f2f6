package io.fapilog.loki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is at the address of the sink during a fault. */
final class FaultTarget implements AutoCloseable {
    /** The certificates of servers; making one takes a second. */
    static final class Shown {
        final Certificates otherName;
        final Certificates expired;
        final Certificates nobody;

        Shown(Path directory) {
            otherName = new Certificates(directory, "other", "dns:totally-other-host.example", "EC");
            expired = Certificates.expired(directory, "expired", "dns:localhost");
            nobody = new Certificates(directory, "nobody", "dns:localhost", "EC");
        }
    }

    private final Fault.Place place;
    private final Shown shown;
    private final Socket reserved = new Socket();
    private ScriptedServer server;
    private boolean late;

    FaultTarget(Fault.Place place, Shown shown) {
        this.place = place;
        this.shown = shown;
        this.server = switch (place) {
            case CERTIFICATE_OF_ANOTHER_NAME -> ScriptedServer.tls(shown.otherName);
            case CERTIFICATE_EXPIRED -> ScriptedServer.tls(shown.expired);
            case CERTIFICATE_OF_NOBODY, TLS_ONLY -> ScriptedServer.tls(shown.nobody);
            default -> new ScriptedServer();
        };
        try {
            // Bound and not listening: who connects is refused, and nobody else gets the port.
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
            case NOBODY_LISTENS, NOBODY_LISTENS_AT_FIRST -> "loki://127.0.0.1:" + reserved.getLocalPort();
            case UNKNOWN_HOST -> "loki://host.invalid";
            case CERTIFICATE_OF_NOBODY -> "lokis://localhost:" + server.port();
            case TLS_ONLY -> "loki://localhost:" + server.port();
            case CERTIFICATE_OF_ANOTHER_NAME -> trusting(all, shown.otherName);
            case CERTIFICATE_EXPIRED -> trusting(all, shown.expired);
        };
        return address + "?" + String.join("&", all);
    }

    /** After the first push: who was away comes. */
    void mend() {
        if (place == Fault.Place.NOBODY_LISTENS_AT_FIRST && !late) {
            late = true;
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

    private String trusting(List<String> parameters, Certificates authority) {
        parameters.add("ca=" + authority.certificate);
        return "lokis://localhost:" + server.port();
    }
}
