package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
import io.fapilog.devloki.logql.Query;
import java.time.Duration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;

/** The endpoint that opens a WebSocket for a {@link Tail}. Thread-safe. */
final class TailEndpoint {
    static final String PATH = "/loki/api/v1/tail";

    private static final int MAX_DELAY_SECONDS = 5;

    private TailEndpoint() {}

    /** The client that the parameters of {@code request} describe. */
    static Tail open(QueryRequest request) throws BadQuery {
        Query query = Query.parse(request.text("query"));
        if (query.isMetric()) {
            throw new BadQuery("only log selector is supported");
        }
        int limit = request.limit();
        long start = request.time().start();
        // Entries are sent in the order of their arrival, without a delay.
        if (request.number("delay_for", 0) > MAX_DELAY_SECONDS) {
            throw new BadQuery("delay_for can't be greater than " + MAX_DELAY_SECONDS);
        }
        return new Tail(request, query, start, limit);
    }

    /** Opens the WebSocket. Returns false, without a response, if the request does not ask for one. */
    static boolean upgrade(Tail tail, Request request, Response response, Callback callback) {
        Server server = request.getConnectionMetaData().getConnector().getServer();
        WebSocketMappings sockets = new WebSocketMappings(WebSocketServerComponents.ensureWebSocketComponents(server));
        // A client that follows a query stays connected while there are no entries.
        Configuration.ConfigurationCustomizer settings = new Configuration.ConfigurationCustomizer();
        settings.setIdleTimeout(Duration.ZERO);
        WebSocketNegotiator negotiator =
                WebSocketNegotiator.from((opening, reply, done) -> tail, (made, opening, reply) -> tail);
        return sockets.upgrade(negotiator, request, response, callback, settings);
    }
}
