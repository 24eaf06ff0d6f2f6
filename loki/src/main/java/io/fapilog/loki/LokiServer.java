package io.fapilog.loki;

import io.fapilog.SinkSetting;
import io.fapilog.spi.SinkQuery;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the Loki of a sink, with a connection for each request. The timeout is the {@code timeout} of the sink if
 * it is given, otherwise a minute, which is also how long Loki evaluates a query at most by default.
 */
final class LokiServer implements SinkQuery {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    /** Asks for metadata apart from the labels of the stream; an older Loki does not know it. */
    private static final String FLAGS = "X-Loki-Response-Encoding-Flags";

    private final LokiSettings settings;
    private final Connector connector;
    private final Redaction redaction;
    private volatile boolean isClosed;
    private volatile @Nullable Socket socket;

    LokiServer(LokiSettings settings, Resolver resolver) {
        this.settings = settings;
        this.connector = new Connector(settings, resolver, new NoDiagnostics());
        this.redaction = new Redaction(settings::hidden);
    }

    /**
     * The server of a sink.
     *
     * @param shown the settings as they were understood, which tell whether the timeout is given
     */
    static LokiServer of(LokiSettings settings, List<SinkSetting> shown) {
        boolean given = shown.stream()
                .anyMatch(setting -> setting.given() && setting.name().equals("timeout"));
        return new LokiServer(given ? settings : settings.withTimeout(TIMEOUT), InetAddress::getAllByName);
    }

    @Override
    public String server() {
        return settings.endpoint().name();
    }

    @Override
    public Reply get(String target, int mostBytes) throws Failure {
        settings.credentials().refresh();
        String path = settings.endpoint().prefix() + target;
        try (Connection connection = connector.open(this::own, route -> route.opening("GET", path), mostBytes)) {
            Answer answer = connection.exchange(request());
            if (answer.status() != 200) {
                throw refusal(answer);
            }
            return new Reply(answer.text(), answer.isComplete(), ServerDate.of(connection.headers()));
        } catch (Connector.ProxyRefusal e) {
            throw refusal(e.answer);
        } catch (Failure e) {
            throw e;
        } catch (IOException e) {
            throw new Failure(server() + ": " + redaction.show(Hints.words(e)) + "; " + mend(e), 0);
        } finally {
            socket = null;
        }
    }

    @Override
    public void close() {
        isClosed = true;
        Socket open = socket;
        if (open != null) {
            closeQuietly(open);
        }
    }

    private void own(Socket opened) throws IOException {
        socket = opened;
        if (isClosed) {
            throw new IOException("the query was ended");
        }
    }

    private PushRequest request() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        settings.credentials().addTo(headers, "");
        headers.put(FLAGS, "categorize-labels");
        return PushRequest.withoutBody(headers);
    }

    private Failure refusal(Answer answer) {
        String words = redaction.show(answer.text());
        String location = answer.location().isEmpty() ? "" : " (" + redaction.show(answer.location()) + ")";
        return new Failure(
                server() + " answered " + answer.status() + location + (words.isEmpty() ? "" : ": " + words) + "; "
                        + mend(answer),
                answer.status());
    }

    private static String mend(Answer answer) {
        if (ServerCheck.isForTls(answer.text())) {
            return "write lokis:// or https:// instead of loki:// or http://";
        }
        return switch (answer.status()) {
            case 400, 422 -> "correct the query, or ask for less";
            case 403 -> "check the tenant, and that the token or user may read logs";
            case 404, 405, 410 -> "check host, port and prefix: is this Loki, and may it be queried here?";
            case 429 -> "wait, or ask for less";
            default -> answer.status() / 100 == 5 ? "try again, or ask for less" : Hints.of(answer);
        };
    }

    private static String mend(IOException failure) {
        if (failure instanceof UnknownHostException) {
            return "the host name is unknown";
        }
        if (failure instanceof ConnectException) {
            return "check that the server is running, host and port";
        }
        if (failure instanceof SocketTimeoutException) {
            return "no answer in time; ask for less, or set a longer timeout in the URI, as timeout=2m";
        }
        if (failure instanceof SSLException) {
            return "check the certificate of the server, and ca, cert and key";
        }
        return "check what listens there, and whether it expects TLS (lokis://)";
    }

    private static void closeQuietly(Socket open) {
        try {
            open.close();
        } catch (IOException e) {
            // Nobody waits for it.
        }
    }
}
