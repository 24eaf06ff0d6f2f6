package io.fapilog.loki;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate with its private key, made with keytool; self-signed, unless it is {@linkplain #from dated}. */
final class TestCertificate {
    private static final char[] PASSWORD = "changeit".toCharArray();

    final Path certificate;
    final Path key;
    private final KeyStore store;

    /**
     * A new certificate.
     *
     * @param names the names of its hosts, in the syntax of keytool
     * @param algorithm RSA or EC
     */
    TestCertificate(Path directory, String name, String names, String algorithm) {
        this(directory, name, names, algorithm, null);
    }

    private TestCertificate(Path directory, String name, String names, String algorithm, @Nullable String start) {
        try {
            Path file = directory.resolve(name + ".p12");
            if (start != null) {
                keytool(file, "ca", "dns:authority", algorithm, "-ext", "bc:c", "-validity", "90");
                keytool(file, "me", names, algorithm, "-signer", "ca", "-startdate", start, "-validity", "30");
            } else {
                keytool(file, "me", names, algorithm, "-validity", "30");
            }
            store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD);
            }
            certificate = Files.writeString(
                    directory.resolve(name + ".crt"),
                    pem(
                            "CERTIFICATE",
                            store.getCertificate(start == null ? "me" : "ca").getEncoded()));
            key = Files.writeString(
                    directory.resolve(name + ".key"),
                    pem("PRIVATE KEY", store.getKey("me", PASSWORD).getEncoded()));
            store.deleteEntry("ca");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A certificate that is valid for 30 days from {@code start}, such as {@code -60d}. {@link #certificate} is the one
     * of its authority, since the JDK does not check the dates of a certificate that is trusted itself.
     */
    static TestCertificate from(String start, Path directory, String name, String names) {
        return new TestCertificate(directory, name, names, "EC", start);
    }

    /** A context for a server with this certificate, which trusts the clients with the certificates {@code trusted}. */
    SSLContext server(TestCertificate... trusted) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            for (TestCertificate client : trusted) {
                trust.setCertificateEntry("c" + trust.size(), client.store.getCertificate("me"));
            }
            TrustManagerFactory trusts = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusts.init(trust);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusts.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path file, String alias, String names, String algorithm, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + alias,
                "-ext",
                "SAN=" + names,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(more));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }
}
