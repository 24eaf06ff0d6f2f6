package io.fapilog.loki;

import io.fapilog.config.Options;
import io.fapilog.config.Quantities;
import io.fapilog.config.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and keys in PEM (RFC 7468): {@code ca}, {@code cert} and {@code key}, each a path or the text itself. Not
 * thread-safe.
 */
final class PemFiles {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END [A-Z ]*PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = {};
    private static final long MOST_BYTES = 1 << 20;

    private final @Nullable Secret ca;
    private final @Nullable Secret cert;
    private final @Nullable Secret key;

    private PemFiles(@Nullable Secret ca, @Nullable Secret cert, @Nullable Secret key) {
        this.ca = ca;
        this.cert = cert;
        this.key = key;
    }

    /** The files of the options; null when they contain none of the three. */
    static @Nullable PemFiles read(Options options, Endpoint endpoint) {
        PemFiles files = new PemFiles(options.secret("ca"), options.secret("cert"), options.secret("key"));
        if (files.ca == null && files.cert == null && files.key == null) {
            return null;
        }
        if (!endpoint.isTls()) {
            options.reject("ca, cert and key need TLS; write lokis:// or https://, or leave them out");
        }
        if ((files.cert == null) != (files.key == null)) {
            options.reject(files.cert == null ? "key needs cert; name both" : "cert needs key; name both");
            return null;
        }
        return files;
    }

    /** What the files contain now; empty text for one that is missing or cannot be read. */
    List<String> contents() {
        List<String> contents = new ArrayList<>();
        for (Secret secret : new @Nullable Secret[] {ca, cert, key}) {
            if (secret != null) {
                secret.refresh();
            }
            contents.add(secret == null ? "" : textOrNothing(secret));
        }
        return contents;
    }

    /** The TLS context with what the files contain; null, and violations, if they cannot be used. */
    @Nullable
    SSLContext context(Consumer<String> reject) {
        KeyStore trusted = ca == null ? null : trusted(ca, reject);
        KeyStore own = cert == null || key == null ? null : own(cert, key, reject);
        if ((ca != null && trusted == null) || (cert != null && own == null)) {
            return null;
        }
        try {
            return context(trusted, own);
        } catch (GeneralSecurityException e) {
            reject.accept("ca, cert and key cannot be used together: " + e.getMessage());
            return null;
        }
    }

    private static SSLContext context(@Nullable KeyStore trusted, @Nullable KeyStore own)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, NO_PASSWORD);
        context.init(own == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static @Nullable KeyStore trusted(Secret ca, Consumer<String> reject) {
        try {
            KeyStore store = empty();
            for (Certificate certificate : certificates(text(ca))) {
                store.setCertificateEntry("ca" + store.size(), certificate);
            }
            return store;
        } catch (IOException | GeneralSecurityException | InvalidPathException e) {
            reject.accept("ca: " + why(e) + "; name a PEM file with one or more certificates");
            return null;
        }
    }

    private static @Nullable KeyStore own(Secret cert, Secret key, Consumer<String> reject) {
        List<X509Certificate> chain = List.of();
        try {
            chain = certificates(text(cert));
        } catch (IOException | GeneralSecurityException | InvalidPathException e) {
            reject.accept("cert: " + why(e) + "; name a PEM file with the certificate, followed by its chain");
        }
        try {
            PrivateKey secret = privateKey(text(key));
            if (chain.isEmpty()) {
                return null;
            }
            checkPair(chain.get(0).getPublicKey(), secret);
            KeyStore store = empty();
            store.setKeyEntry("own", secret, NO_PASSWORD, chain.toArray(new Certificate[0]));
            return store;
        } catch (IOException | GeneralSecurityException | InvalidPathException e) {
            reject.accept("key: " + why(e) + "; name a PEM file with a PKCS#8 key, RSA or EC, without a password"
                    + " (openssl pkcs8 -topk8 -nodes makes one)");
            return null;
        }
    }

    private static String why(Exception e) {
        return e instanceof IOException || e instanceof InvalidPathException
                ? "cannot be read (" + e.getClass().getSimpleName() + ")"
                : String.valueOf(e.getMessage());
    }

    /** Two files are seldom renewed in the same moment. */
    private static void checkPair(PublicKey known, PrivateKey secret) throws GeneralSecurityException {
        if (!known.getAlgorithm().equals(secret.getAlgorithm())) {
            throw new GeneralSecurityException("is not the key of cert");
        }
        Signature signature =
                Signature.getInstance(known.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
        signature.initSign(secret);
        byte[] signed = signature.sign();
        signature.initVerify(known);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("is not the key of cert");
        }
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static String text(Secret pathOrText) throws IOException {
        if (pathOrText.value().contains("-----BEGIN")) {
            return pathOrText.value();
        }
        Path file = Path.of(pathOrText.value());
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("larger than " + Quantities.show(MOST_BYTES));
        }
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    private static String textOrNothing(Secret pathOrText) {
        try {
            return text(pathOrText);
        } catch (IOException | InvalidPathException e) {
            return "";
        }
    }

    private static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        byte[] bytes = pem.getBytes(StandardCharsets.ISO_8859_1);
        for (Certificate certificate : factory.generateCertificates(new ByteArrayInputStream(bytes))) {
            certificates.add((X509Certificate) certificate);
        }
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("holds no certificate");
        }
        return certificates;
    }

    private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        Matcher matcher = KEY.matcher(pem);
        if (!matcher.find()) {
            throw new GeneralSecurityException("holds no private key");
        }
        if (!matcher.group(1).isEmpty()) {
            throw new GeneralSecurityException(
                    "is a key of another kind (" + matcher.group(1).strip() + ")");
        }
        byte[] key;
        try {
            key = Base64.getMimeDecoder().decode(matcher.group(2));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("is no base64", e);
        }
        for (String algorithm : List.of("RSA", "EC")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
            } catch (InvalidKeySpecException e) {
                // Try the other algorithm.
            }
        }
        throw new GeneralSecurityException("is neither an RSA nor an EC key");
    }
}
