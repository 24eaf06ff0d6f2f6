package io.fapilog.loki;

import static io.fapilog.loki.ScriptedServer.answer;

import io.fapilog.loki.Fault.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Servers that cannot prove who they are, and those to whom we cannot. */
final class AccessFaults {
    private static final String NO_TLS = "no TLS connection; check the certificate of the server, and ca, cert and key";

    private AccessFaults() {}

    static List<Fault> tls() {
        return List.of(
                tls("TLS: a certificate of another name", Place.CERTIFICATE_OF_ANOTHER_NAME, "localhost"),
                tls("TLS: an expired certificate", Place.CERTIFICATE_EXPIRED, "NotAfter"),
                tls("TLS: an untrusted certificate", Place.CERTIFICATE_OF_NOBODY, "unable to find"),
                Fault.of("TLS: expected by the server, with a loki:// URI")
                        .at(Place.TLS_ONLY)
                        .forEver()
                        .ends(0, 0)
                        .warns("the server does not speak HTTP; if it expects TLS, write lokis://"));
    }

    static List<Fault> tokens(Path directory) {
        Path file = directory.resolve("token");
        return List.of(
                Fault.of("401, after which the token in its file has changed")
                        .with("token=file:" + file)
                        .plays(unused -> List.of(changing(file, 1, answer(401, "expired"))))
                        .ends(401, 204)
                        .warns("answers 401; the events are kept", "expired")
                        .informs("accepts events again, after 0ms and 1 retry"),
                Fault.of("401 until the token in a file changes")
                        .with("token=file:" + file)
                        .plays(unused -> List.of(
                                changing(file, 0, answer(401, "expired")), changing(file, 1, answer(401, "expired"))))
                        .ends(401, 401, 204)
                        .warns("answers 401; the events are kept", "expired")
                        .informs("accepts events again, after 30s and 2 retries"));
    }

    /** The same, after the token in the file has become that of {@code step}; now it is that of 0. */
    private static ScriptedServer.Reply changing(Path file, int step, ScriptedServer.Reply reply) {
        write(file, "token-0");
        return (out, socket) -> {
            write(file, "token-" + step);
            return reply.write(out, socket);
        };
    }

    private static void write(Path file, String token) {
        try {
            Files.writeString(file, token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fault tls(String name, Place place, String words) {
        return Fault.of(name).at(place).always(answer(204, "")).ends(0, 0).warns(NO_TLS, words);
    }
}
