package io.fapilog.loki;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Asks the server whether it is ready and which version it is, and recognises what is not Loki. */
final class ServerCheck {
    private static final String SERVER = "server";
    private static final String BUILD = "/loki/api/v1/status/buildinfo";

    private final LokiSettings settings;
    private final Probe probe;
    private final TlsCheck tls;
    private final ClockCheck clock;
    private final CheckFindings findings;

    ServerCheck(LokiSettings settings, Probe probe, TlsCheck tls, ClockCheck clock, CheckFindings findings) {
        this.settings = settings;
        this.probe = probe;
        this.tls = tls;
        this.clock = clock;
        this.findings = findings;
    }

    /** Returns whether it may be Loki. */
    boolean run() {
        try {
            return ask();
        } catch (IOException e) {
            explain(e);
            return false;
        }
    }

    private boolean ask() throws IOException {
        Probe.Reply ready = probe.get("/ready");
        clock.note(ready);
        if (isForTls(ready.text())) {
            tellTls();
            return false;
        }
        if (ready.status() == 407) {
            findings.fail(
                    "proxy",
                    "the proxy answers 407: " + findings.theirs(ready.text()),
                    "check user and password of the proxy: proxy=http://user:password@host:port");
            return false;
        }
        Probe.Reply build = probe.get(BUILD);
        String version = ForeignServer.version(build);
        if (version != null) {
            tellLoki(version, ready);
            return true;
        }
        return isUnknown(ready, build);
    }

    private void tellLoki(String version, Probe.Reply ready) {
        String loki = "Loki " + findings.theirs(version);
        if (ready.status() / 100 == 5) {
            findings.warn(
                    SERVER,
                    loki + " is not ready: " + findings.theirs(ready.text()),
                    "wait until /ready answers 200; after a start that takes some seconds");
        } else {
            findings.ok(SERVER, loki + (ready.isOk() ? ", ready" : "; no /ready, as behind a gateway"));
        }
    }

    private boolean isUnknown(Probe.Reply ready, Probe.Reply build) throws IOException {
        ForeignServer foreign = ForeignServer.recognise(probe);
        if (foreign != null) {
            findings.fail(
                    SERVER,
                    settings.endpoint().authority() + " is " + findings.theirs(foreign.name()) + ", not Loki",
                    foreign.mend());
            return false;
        }
        String software = ready.headers().getOrDefault("server", "");
        findings.ok(
                SERVER,
                "does not tell its version: /ready answers " + ready.status() + " and buildinfo " + build.status()
                        + (software.isEmpty() ? "" : ", by " + findings.theirs(software))
                        + "; a gateway may answer so");
        return true;
    }

    private void explain(IOException failure) {
        if (settings.tls() == null && settings.proxy().select(settings.endpoint()) == null && tls.isSpokenByServer()) {
            tellTls();
        } else if (settings.tls() != null && isEnd(failure)) {
            // With TLS 1.3 a server refuses the certificate of a client, or that there is none, after the handshake.
            findings.fail(
                    "tls",
                    "the server ends the connection after the TLS handshake: " + findings.theirs(failure),
                    "if it asks for the certificate of a client, set cert and key");
        } else if (failure instanceof SocketTimeoutException) {
            findings.fail(
                    SERVER,
                    "the server accepts the connection and does not answer in time",
                    "check the load of the server, and that its port is the one for HTTP");
        } else {
            findings.fail(
                    SERVER,
                    "what listens there does not speak HTTP/1.1: " + findings.theirs(failure),
                    "check the port: Loki's for HTTP is 3100, and 9095 is for gRPC");
        }
    }

    private static boolean isEnd(IOException failure) {
        return failure instanceof SSLException || failure instanceof SocketException || failure instanceof EOFException;
    }

    private void tellTls() {
        Endpoint endpoint = settings.endpoint();
        findings.fail(
                "tls",
                endpoint.authority() + " expects TLS, and the URI is for HTTP without it",
                "write lokis:// or https:// instead of loki:// or http://");
    }

    /** Whether a server says that it expects TLS; in the words of Go, nginx and Apache. */
    static boolean isForTls(@Nullable String text) {
        return text != null
                && (text.contains("HTTP request to an HTTPS server")
                        || text.contains("HTTP request was sent to HTTPS port")
                        || text.contains("speaking plain HTTP to an SSL-enabled server port"));
    }
}
