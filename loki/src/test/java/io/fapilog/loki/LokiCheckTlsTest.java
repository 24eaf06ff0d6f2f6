package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check names what is wrong with TLS. */
class LokiCheckTlsTest {
    @TempDir
    private Path directory;

    private final CheckRig rig = new CheckRig();

    @Test
    void trustedServer_showsVersionPeerAndDays() {
        TestCertificate own = new TestCertificate(directory, "server", "dns:localhost", "EC");
        try (ScriptedServer tls = lokiOver(own)) {
            rig.check(uri(tls, own));
        }
        assertThat(rig.findings.toString()).doesNotContain("FAIL", "WARN");
        assertThat(rig.about("tls"))
                .singleElement()
                .asString()
                .contains("TLSv1.3", "CN=me for localhost, issued by CN=me, a chain of 1")
                .containsPattern("valid for (29|30) more days");
        assertThat(rig.about("push")).singleElement().asString().startsWith("OK");
    }

    @Test
    void plainServer_underTls_isNamed() {
        TestCertificate own = new TestCertificate(directory, "server", "dns:localhost", "EC");
        try (ScriptedServer plain = new ScriptedServer()) {
            assertThat(rig.check(uri(plain, own)).failure())
                    .contains("FAIL tls: localhost:" + plain.port() + " speaks HTTP without TLS", "write loki://");
        }
    }

    @Test
    void tlsServer_withoutTls_isNamed() {
        TestCertificate own = new TestCertificate(directory, "server", "dns:localhost", "EC");
        try (ScriptedServer tls = lokiOver(own)) {
            assertThat(rig.check("loki://localhost:" + tls.port() + "?labels=app=a")
                            .failure())
                    .contains("expects TLS", "write lokis://");
        }
        String words = "Client sent an HTTP request to an HTTPS server.\n";
        try (ScriptedServer go = new ScriptedServer().otherwise(ScriptedServer.answer(400, words))) {
            assertThat(new CheckRig().check(go.uri("labels=app=a")).failure()).contains("expects TLS");
        }
    }

    @Test
    void certificate_expired_isNamed() {
        TestCertificate expired = TestCertificate.from("-60d", directory, "expired", "dns:localhost");
        try (ScriptedServer tls = lokiOver(expired)) {
            assertThat(rig.check(uri(tls, expired)).failure())
                    .contains("FAIL tls: the certificate has expired on ", "issued by CN=ca", "renew");
        }
    }

    @Test
    void certificate_notYetValid_isNamed() {
        TestCertificate early = TestCertificate.from("+10d", directory, "early", "dns:localhost");
        try (ScriptedServer tls = lokiOver(early)) {
            assertThat(rig.check(uri(tls, early)).failure())
                    .contains("FAIL tls: the certificate is valid only from ", "check the clock of this host");
        }
    }

    @Test
    void certificate_thatExpiresSoon_isAWarning() {
        TestCertificate old = TestCertificate.from("-20d", directory, "old", "dns:localhost");
        try (ScriptedServer tls = lokiOver(old)) {
            rig.check(uri(tls, old));
        }
        assertThat(rig.warning())
                .containsPattern("WARN tls: TLSv1.3.* valid for (9|10) more days; renew the certificate before");
        assertThat(rig.about("push")).singleElement().asString().startsWith("OK");
    }

    @Test
    void certificate_ofAnotherName_isNamed() {
        TestCertificate other = new TestCertificate(directory, "other", "dns:loki.example.com", "EC");
        try (ScriptedServer tls = lokiOver(other)) {
            assertThat(rig.check(uri(tls, other)).failure())
                    .contains("the certificate is not for localhost but for loki.example.com");
        }
    }

    @Test
    void certificate_ofAPrivateAuthority_isNamed() {
        TestCertificate own = new TestCertificate(directory, "server", "dns:localhost", "EC");
        TestCertificate trusted = new TestCertificate(directory, "trusted", "dns:localhost", "EC");
        try (ScriptedServer tls = lokiOver(own)) {
            assertThat(rig.check(uri(tls, trusted)).failure())
                    .contains("the certificate is self-signed", "not among those that are trusted", "set ca=FILE");
        }
    }

    @Test
    void certificateOfTheClient_missing_isNamed() {
        TestCertificate own = new TestCertificate(directory, "server", "dns:localhost", "EC");
        TestCertificate client = new TestCertificate(directory, "client", "dns:client", "EC");
        try (ScriptedServer tls = ScriptedServer.tls(own, client)) {
            assertThat(rig.check(uri(tls, own)).failure())
                    .contains("FAIL tls: the server ends the connection after the TLS handshake", "set cert and key");
        }
    }

    private static ScriptedServer lokiOver(TestCertificate own) {
        return ScriptedServer.tls(own).otherwise(CheckRig.loki(ScriptedServer.answer(204, "")));
    }

    private static String uri(ScriptedServer server, TestCertificate trusted) {
        return "lokis://localhost:" + server.port() + "?labels=app=a&ca=" + trusted.certificate;
    }
}
