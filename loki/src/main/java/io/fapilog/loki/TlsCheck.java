package io.fapilog.loki;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Begins TLS as the sink does, and names what is wrong with the certificates or with the port. */
final class TlsCheck {
    private static final String TLS = "tls";
    private static final long FEW_DAYS = 14;

    private final LokiSettings settings;
    private final Probe probe;
    private final CheckMeans means;
    private final CheckFindings findings;
    private final String host;
    private final int port;

    TlsCheck(LokiSettings settings, Probe probe, CheckMeans means, CheckFindings findings) {
        this.settings = settings;
        this.probe = probe;
        this.means = means;
        this.findings = findings;
        this.host = settings.endpoint().host();
        this.port = settings.endpoint().port();
    }

    /** Returns whether there is nothing wrong, also without TLS. */
    boolean run() {
        Tls tls = settings.tls();
        if (tls == null) {
            return true;
        }
        try (Socket plain = probe.reach();
                SSLSocket secure = tls.over(plain, host, port, message -> {})) {
            tell(secure.getSession());
            return true;
        } catch (IOException e) {
            explain(e);
            return false;
        }
    }

    /** Whether the server speaks TLS, whatever its certificates are. */
    boolean isSpokenByServer() {
        return !presented().isEmpty();
    }

    private void tell(SSLSession session) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : session.getPeerCertificates()) {
            chain.add((X509Certificate) certificate);
        }
        Instant expiry = chain.stream()
                .map(each -> each.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        Instant now = Instant.ofEpochSecond(means.time().epochNanos() / 1_000_000_000L);
        long days = Duration.between(now, expiry).toDays();
        String sentence = session.getProtocol() + ", " + session.getCipherSuite() + ", " + chain(chain) + ", valid for "
                + days + " more days";
        if (days < FEW_DAYS) {
            findings.warn(TLS, findings.theirs(sentence), "renew the certificate before " + expiry);
        } else {
            findings.ok(TLS, findings.theirs(sentence));
        }
    }

    private void explain(IOException failure) {
        if (failure instanceof Connector.ProxyRefusal) {
            findings.fail("proxy", "the proxy refuses its user and password (407)", Hints.of(refusal(407)));
        } else if (failure instanceof Connector.NoTunnel) {
            findings.fail(
                    "proxy",
                    findings.theirs(String.valueOf(failure.getMessage())),
                    "allow CONNECT to " + host + ":" + port + " in the proxy, or set proxy=none");
        } else {
            explain(failure, presented());
        }
    }

    private void explain(IOException failure, List<X509Certificate> chain) {
        if (chain.isEmpty() && speaksHttp()) {
            findings.fail(
                    TLS,
                    host + ":" + port + " speaks HTTP without TLS",
                    "write loki:// or http:// instead of lokis:// or https://, or the port of the TLS server");
            return;
        }
        String cause = chain.isEmpty() ? null : ofCertificate(failure, chain);
        if (cause == null) {
            findings.fail(TLS, "no TLS: " + findings.theirs(failure), Hints.of(failure));
        }
    }

    /** Tells what is wrong with the certificates. Returns null if that is not known. */
    private @Nullable String ofCertificate(IOException failure, List<X509Certificate> chain) {
        X509Certificate own = chain.get(0);
        String words = causes(failure);
        if (has(failure, CertificateExpiredException.class)) {
            return fail(
                    "the certificate has expired on " + own.getNotAfter().toInstant() + ": " + chain(chain),
                    "renew the certificate of the server; if it is valid, check the clock of this host");
        }
        if (has(failure, CertificateNotYetValidException.class)) {
            return fail(
                    "the certificate is valid only from " + own.getNotBefore().toInstant() + ": " + chain(chain),
                    "check the clock of this host");
        }
        if (words.contains("No subject alternative") || words.contains("No name matching")) {
            return fail(
                    "the certificate is not for " + host + " but for " + names(own),
                    "write a name of the certificate in the URI, or have a certificate made for " + host);
        }
        if (words.contains("unable to find valid certification path") || words.contains("PKIX path")) {
            String issuer = own.getIssuerX500Principal().equals(own.getSubjectX500Principal())
                    ? "is self-signed"
                    : "is of a private authority, " + own.getIssuerX500Principal();
            return fail(
                    "the certificate " + issuer + ", which is not among those that are trusted: " + chain(chain),
                    "set ca=FILE with the certificate of the authority in PEM");
        }
        return null;
    }

    private String fail(String sentence, String mend) {
        findings.fail(TLS, findings.theirs(sentence), mend);
        return sentence;
    }

    private List<X509Certificate> presented() {
        try (Socket plain = probe.reach()) {
            return new PeerRecorder().read(plain, host, port);
        } catch (IOException e) {
            return List.of();
        }
    }

    private boolean speaksHttp() {
        try (Socket plain = probe.reach()) {
            plain.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] beginning = plain.getInputStream().readNBytes("HTTP/".length());
            return new String(beginning, StandardCharsets.US_ASCII).equals("HTTP/");
        } catch (IOException e) {
            return false;
        }
    }

    private static String chain(List<X509Certificate> chain) {
        X509Certificate own = chain.get(0);
        return own.getSubjectX500Principal() + " for " + names(own) + ", issued by " + own.getIssuerX500Principal()
                + ", a chain of " + chain.size();
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names != null) {
                return names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.joining(", "));
            }
        } catch (CertificateParsingException e) {
            // As if there were none.
        }
        return "no host";
    }

    private static Answer refusal(int status) {
        return new Answer(status, "", true, "", "");
    }

    private static boolean has(Throwable failure, Class<? extends CertificateException> kind) {
        Throwable cause = failure;
        for (int depth = 0; depth < 10 && cause != null; depth++) {
            if (kind.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static String causes(Throwable failure) {
        StringBuilder words = new StringBuilder();
        Throwable cause = failure;
        for (int depth = 0; depth < 10 && cause != null; depth++) {
            words.append(cause.getMessage()).append('\n');
            cause = cause.getCause();
        }
        return words.toString();
    }
}
