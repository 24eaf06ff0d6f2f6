package io.fapilog.devloki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingOverTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static KeyStore keys;

    @BeforeAll
    static void makeKey() throws Exception {
        Path file = directory.resolve("key.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=devloki",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
    }

    /** A context that trusts the certificate, and presents it if {@code withKey} is true. */
    private static SSLContext context(boolean withKey) throws GeneralSecurityException, IOException {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        // An entry with a private key is not a trust anchor.
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("trusted", keys.getCertificate("key"));
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(withKey ? own.getKeyManagers() : null, trusted.getTrustManagers(), null);
        return context;
    }

    private static int ready(DevLoki loki, boolean withKey) throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(context(withKey)).build();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(loki.url() + "/ready")).build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void tls_trustedKey_servesHttps() throws Exception {
        try (DevLoki loki = DevLoki.builder().tls(context(true)).start()) {
            assertThat(loki.url()).startsWith("https://127.0.0.1:");
            assertThat(loki.lokiUri()).startsWith("lokis://127.0.0.1:");
            assertThat(ready(loki, false)).isEqualTo(200);
        }
    }

    @Test
    void clientCertificate_required_refusesClientsWithout() throws Exception {
        try (DevLoki loki =
                DevLoki.builder().tls(context(true)).clientCertificate(true).start()) {
            assertThat(ready(loki, true)).isEqualTo(200);
            assertThatThrownBy(() -> ready(loki, false)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void reset_underTls_resetsTheConnection() throws Exception {
        try (DevLoki loki = DevLoki.builder().tls(context(true)).start()) {
            loki.script().next(Reply.reset());
            HttpClient client =
                    HttpClient.newBuilder().sslContext(context(false)).build();
            HttpRequest push = HttpRequest.newBuilder(URI.create(loki.url() + "/loki/api/v1/push"))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            assertThatThrownBy(() -> client.send(push, BodyHandlers.ofString())).isInstanceOf(IOException.class);
            assertThat(loki.pushes()).hasSize(1);
        }
    }
}
