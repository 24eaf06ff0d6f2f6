package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.ConfigurationException;
import io.fapilog.config.SinkUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
