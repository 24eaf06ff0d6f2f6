package io.fapilog.loki;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.TreeMap;

/** Sends single requests to the server, each on a connection of its own, as the sink would. For one thread. */
final class Probe {
    /**
     * An answer.
     *
     * @param answer status and text
     * @param headers its headers that matter, by name in lower case
     * @param began when the request began, in nanoseconds since the epoch
     * @param took the nanoseconds until the answer was read, the connection included
     */
    record Reply(Answer answer, Map<String, String> headers, long began, long took) {
        int status() {
            return answer.status();
        }

        String text() {
            return answer.text();
        }

        boolean isOk() {
            return status() == 200;
        }

        /** The duration, for messages. */
        String duration() {
            return took / 1_000_000 + " ms";
        }
    }

    private final Endpoint endpoint;
    private final Credentials credentials;
    private final Wire wire;
    private final Connector connector;
    private final CheckMeans means;

    Probe(LokiSettings settings, CheckMeans means) {
        this.endpoint = settings.endpoint();
        this.credentials = settings.credentials();
        this.wire = settings.batches().wire();
        this.connector = new Connector(settings.within(CheckMeans.LONGEST_STEP), means.resolver(), new NoDiagnostics());
        this.means = means;
    }

    /** Gets {@code target} below the prefix of the sink, with its credentials. */
    Reply get(String target) throws IOException {
        return exchange("GET", endpoint.prefix() + target, PushRequest.get(credentials));
    }

    /** Gets {@code target} at the root of the server, without credentials. */
    Reply getFromRoot(String target) throws IOException {
        return exchange("GET", target, PushRequest.withoutBody(new TreeMap<>()));
    }

    Reply push(SealedBatch batch) throws IOException {
        return exchange("POST", endpoint.path(), PushRequest.of(batch, wire, credentials));
    }

    /** Connects to the server, and begins no TLS. */
    Socket reach() throws IOException {
        return connector.reach(socket -> {});
    }

    private Reply exchange(String method, String target, PushRequest request) throws IOException {
        long began = means.time().epochNanos();
        long start = means.time().ticks();
        try (Connection connection =
                connector.open(socket -> {}, route -> route.opening(method, target), AnswerBody.MOST_BYTES)) {
            Answer answer = connection.exchange(request);
            return new Reply(answer, connection.headers(), began, means.time().ticks() - start);
        } catch (Connector.ProxyRefusal e) {
            return new Reply(e.answer, Map.of(), began, means.time().ticks() - start);
        }
    }
}
