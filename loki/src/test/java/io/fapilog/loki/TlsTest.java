package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.ConfigurationException;
import io.fapilog.config.SinkUri;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with the certificates of PEM files. */
class TlsTest {
    @TempDir
    private Path directory;

    @Test
    void ca_ofTheServer_isTrusted() {
        TestCertificate own = new TestCertificate(directory, "server", "dns:localhost,ip:127.0.0.1", "RSA");
        try (ScriptedServer tls = ScriptedServer.tls(own);
                SinkRig rig = new SinkRig("lokis://localhost:" + tls.port() + "?ca=" + own.certificate)) {
            rig.append("one").deliver();
            assertThat(rig.ledger.delivered).isEqualTo(1);
        }
    }

    @Test
    void cert_requiredByTheServer_isSent() {
        TestCertificate server = new TestCertificate(directory, "server", "dns:localhost", "RSA");
        for (String algorithm : List.of("RSA", "EC")) {
            TestCertificate client = new TestCertificate(directory, "client" + algorithm, "dns:client", algorithm);
            try (ScriptedServer tls = ScriptedServer.tls(server, client);
                    SinkRig rig = new SinkRig("lokis://localhost:" + tls.port() + "?ca=" + server.certificate + "&cert="
                            + client.certificate + "&key=file:" + client.key)) {
                rig.append("one").deliver();
                assertThat(rig.ledger.delivered).isEqualTo(1);
            }
        }
    }

    @Test
    void ca_renewed_isUsedWithoutARestart() throws IOException {
        TestCertificate old = new TestCertificate(directory, "old", "dns:localhost", "EC");
        TestCertificate renewed = new TestCertificate(directory, "renewed", "dns:localhost", "EC");
        Path ca = Files.copy(old.certificate, directory.resolve("ca.crt"));
        try (ScriptedServer tls = ScriptedServer.tls(renewed);
                SinkRig rig = new SinkRig("lokis://localhost:" + tls.port() + "?batch_size=1&ca=" + ca)) {
            rig.append("one").exchange();
            assertThat(rig.warnings).singleElement().asString().contains("no TLS connection");
            Files.copy(renewed.certificate, ca, StandardCopyOption.REPLACE_EXISTING);
            rig.advance(Duration.ofMinutes(1)).exchange();
            assertThat(rig.ledger.delivered).isEqualTo(1);
        }
    }

    @Test
    void certAndKey_renewedOneAfterTheOther_changeTogether() throws IOException {
        TestCertificate server = new TestCertificate(directory, "server", "dns:localhost", "EC");
        TestCertificate old = new TestCertificate(directory, "old", "dns:client", "EC");
        TestCertificate renewed = new TestCertificate(directory, "renewed", "dns:client", "EC");
        Path cert = Files.copy(old.certificate, directory.resolve("tls.crt"));
        Path key = Files.copy(old.key, directory.resolve("tls.key"));
        List<String> seen = new CopyOnWriteArrayList<>();
        try (ScriptedServer tls = ScriptedServer.tls(server, old, renewed).otherwise((out, socket) -> {
                    seen.add(serialNumber(socket));
                    return ScriptedServer.answer(204, "", "Connection", "close").write(out, socket);
                });
                SinkRig rig = new SinkRig("lokis://localhost:" + tls.port() + "?batch_size=1&ca=" + server.certificate
                        + "&cert=" + cert + "&key=" + key)) {
            rig.append("one").exchange();
            Files.copy(renewed.certificate, cert, StandardCopyOption.REPLACE_EXISTING);
            rig.append("two").exchange();
            rig.append("three").exchange();
            assertThat(rig.warnings)
                    .singleElement()
                    .asString()
                    .contains("the previous ones stay in use", "key: is not the key of cert");
            Files.copy(renewed.key, key, StandardCopyOption.REPLACE_EXISTING);
            rig.append("four").exchange();
            assertThat(rig.ledger.delivered).isEqualTo(4);
            assertThat(rig.warnings).hasSize(1);
            assertThat(seen.subList(0, 3)).containsOnly(seen.get(0));
            assertThat(seen.get(3)).isNotEqualTo(seen.get(0));
        }
    }

    private static String serialNumber(Socket socket) throws IOException {
        return ((X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0])
                .getSerialNumber()
                .toString();
    }

    @Test
    void pemFiles_unusable_areRefusedWithAHint() throws IOException {
        TestCertificate own = new TestCertificate(directory, "server", "dns:localhost", "RSA");
        Path text = Files.writeString(directory.resolve("text"), "hello");
        Path old = Files.writeString(
                directory.resolve("old"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        Path broken = Files.writeString(
                directory.resolve("broken"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Path none = Files.writeString(
                directory.resolve("none"), "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");
        assertThat(refusal("ca=" + text)).contains("ca: ", "PEM file");
        assertThat(refusal("ca=" + directory.resolve("missing"))).contains("ca: cannot be read (NoSuchFileException)");
        assertThat(refusal("cert=" + text + "&key=" + own.key)).contains("cert: ");
        assertThat(refusal("cert=" + own.certificate + "&key=" + text)).contains("key: holds no private key");
        assertThat(refusal("cert=" + own.certificate + "&key=" + old)).contains("another kind (RSA)", "openssl pkcs8");
        assertThat(refusal("cert=" + own.certificate + "&key=" + broken)).contains("neither an RSA nor an EC key");
        assertThat(refusal("cert=" + own.certificate + "&key=" + none)).contains("key: is no base64");
        assertThat(refusal("cert=" + own.certificate)).contains("cert needs key");
    }

    private static String refusal(String parameters) {
        ConfigurationException thrown = Assertions.catchThrowableOfType(
                ConfigurationException.class,
                () -> new LokiSinkProvider().plan(SinkUri.parse("lokis://h?" + parameters), SinkRig.DEFAULTS));
        return String.valueOf(thrown.getMessage());
    }
}
