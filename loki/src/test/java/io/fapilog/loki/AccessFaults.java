package io.fapilog.loki;

import static io.fapilog.loki.ScriptedServer.answer;

import io.fapilog.loki.Fault.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** TLS that fails, and tokens that the server refuses. */
final class AccessFaults {
    private static final String NO_TLS = "no TLS connection; check the certificate of the server, and ca, cert and key";

    private AccessFaults() {}

    static List<Fault> tls() {
        return List.of(
                tls("TLS: the certificate is for another host", Place.CERTIFICATE_FOR_ANOTHER_HOST, "localhost"),
                tls("TLS: the certificate has expired", Place.CERTIFICATE_EXPIRED, "NotAfter"),
                tls("TLS: the certificate is not trusted", Place.CERTIFICATE_UNTRUSTED, "unable to find"),
                Fault.of("TLS: the server requires it, and the URI begins with loki://")
                        .at(Place.TLS_ONLY)
                        .isNeverSettled()
                        .ends(0, 0)
                        .warns("the server does not speak HTTP; if it expects TLS, write lokis://"));
    }

    static List<Fault> tokens(Path directory) {
        Path file = directory.resolve("token");
        return List.of(
                Fault.of("401, and the token file has changed meanwhile")
                        .with("token=file:" + file)
                        .scriptFor(unused -> List.of(changing(file, 1, answer(401, "expired"))))
                        .ends(401, 204)
                        .warns("answers 401; the events are kept", "expired")
                        .informs("accepts events again, after 0ms and 1 retry"),
                Fault.of("401 until the token file changes")
                        .with("token=file:" + file)
                        .scriptFor(unused -> List.of(
                                changing(file, 0, answer(401, "expired")), changing(file, 1, answer(401, "expired"))))
                        .ends(401, 401, 204)
                        .warns("answers 401; the events are kept", "expired")
                        .informs("accepts events again, after 500ms and 2 retries"));
    }

    /** Writes the first token now, and the token of {@code step} before {@code reaction}. */
    private static ScriptedServer.Reaction changing(Path file, int step, ScriptedServer.Reaction reaction) {
        write(file, "token-0");
        return (out, socket) -> {
            write(file, "token-" + step);
            return reaction.write(out, socket);
        };
    }

    private static void write(Path file, String token) {
        try {
            Files.writeString(file, token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fault tls(String name, Place place, String message) {
        return Fault.of(name).at(place).always(answer(204, "")).ends(0, 0).warns(NO_TLS, message);
    }
}
