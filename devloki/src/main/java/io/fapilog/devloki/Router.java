package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Routes requests by path and method. Thread-safe. */
final class Router extends Handler.Abstract {
    private static final String PUSH = "/loki/api/v1/push";
    private static final String READY = "/ready";
    private static final String METRICS = "/metrics";
    private static final String ENCODING_FLAGS = "X-Loki-Response-Encoding-Flags";

    private final PushApi pushApi;
    private final QueryApi queryApi;
    private final FaultEndpoints faults;
    private final AccountEndpoints accounts;
    private final Supplier<Counters> counters;
    private final Access access;
    private final boolean authEnabled;
    private final Duration latency;

    Router(
            PushApi pushApi,
            QueryApi queryApi,
            FaultEndpoints faults,
            AccountEndpoints accounts,
            Supplier<Counters> counters,
            DevLokiBuilder settings) {
        this.pushApi = pushApi;
        this.queryApi = queryApi;
        this.faults = faults;
        this.accounts = accounts;
        this.counters = counters;
        this.access = new Access(settings);
        this.authEnabled = settings.authEnabled();
        this.latency = settings.latency();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        JettyExchange exchange = new JettyExchange(request, response, callback);
        String path = Request.getPathInContext(request);
        if (!access.namesThisMachine(request)) {
            exchange.sendText(
                    403, "this server is for clients of its own machine: use the host 127.0.0.1 or localhost\n");
        } else if (FaultEndpoints.serves(path)) {
            faults(exchange, path);
        } else if (AccountEndpoints.serves(path)) {
            accounts.handle(exchange, path);
        } else if (path.equals(TailEndpoint.PATH) && !access.ofLocalOrigin(request)) {
            exchange.sendText(403, "pages of another machine may not follow the entries\n");
        } else if (!access.hasCredentials(request)) {
            Access.refuse(exchange);
        } else if (latency.isZero() || path.equals(READY) || path.equals(METRICS)) {
            route(exchange, path, response, callback);
        } else {
            exchange.after(latency, () -> routeLate(exchange, path, response, callback));
        }
        return true;
    }

    private void faults(JettyExchange exchange, String path) throws IOException {
        if (access.ofSameOrigin(exchange.request())) {
            faults.handle(exchange, path);
        } else {
            exchange.sendText(403, "pages of another origin may not use " + FaultEndpoints.PATH + "\n");
        }
    }

    /** Routes on a thread of the executor, to which an exception means nothing. */
    @SuppressWarnings("IllegalCatch")
    private void routeLate(JettyExchange exchange, String path, Response response, Callback callback) {
        try {
            route(exchange, path, response, callback);
        } catch (Exception e) {
            Response.writeError(exchange.request(), response, callback, e);
        }
    }

    private void route(JettyExchange exchange, String path, Response response, Callback callback) throws Exception {
        if (!allowed(path).contains(exchange.request().getMethod())) {
            refuse(exchange, path);
            return;
        }
        switch (path) {
            case PUSH -> pushApi.handle(exchange);
            case READY -> exchange.sendText(200, "ready\n");
            case METRICS -> exchange.sendText(200, StatusEndpoints.metrics(counters.get()));
            default -> {
                if (Page.serves(path)) {
                    Page.respond(exchange, path);
                } else {
                    query(exchange, path, response, callback);
                }
            }
        }
    }

    private static List<String> allowed(String path) {
        return switch (path) {
            case PUSH -> List.of("POST");
            case READY, METRICS, QueryApi.BUILD_INFO, TailEndpoint.PATH -> List.of("GET");
            default -> {
                if (QueryApi.serves(path)) {
                    yield List.of("GET", "POST");
                }
                yield Page.serves(path) ? List.of("GET") : List.of();
            }
        };
    }

    /** Responds to a wrong path or method. Loki routes GET and DELETE for any path, hence 404 for these methods. */
    private static void refuse(JettyExchange exchange, String path) {
        String method = exchange.request().getMethod();
        if (allowed(path).isEmpty() || (!path.equals(READY) && (method.equals("GET") || method.equals("DELETE")))) {
            exchange.sendText(404, "404 page not found\n");
        } else {
            exchange.send(405, Map.of(), new byte[0], false);
        }
    }

    private static void refuse(JettyExchange exchange, String path, BadQuery fault) {
        if (path.endsWith("/format_query")) {
            exchange.send(400, Json.HEADERS, QueryEndpoints.invalid(fault.text()), false);
        } else {
            exchange.sendText(fault.status(), fault.text());
        }
    }

    private void query(JettyExchange exchange, String path, Response response, Callback callback) throws Exception {
        Request request = exchange.request();
        try {
            String tenant = Tenant.of(request.getHeaders().get(Tenant.HEADER), authEnabled);
            String flags = request.getHeaders().get(ENCODING_FLAGS);
            boolean categorized = flags != null && flags.contains("categorize-labels");
            if (path.equals(TailEndpoint.PATH)) {
                QueryRequest opening =
                        queryApi.request(path, Request.extractQueryParameters(request), tenant, categorized);
                tail(TailEndpoint.open(opening), exchange, response, callback);
                return;
            }
            byte[] json = queryApi.respond(path, Request.getParameters(request), tenant, categorized);
            exchange.send(200, Json.HEADERS, json, false);
        } catch (BadPush e) {
            exchange.sendText(e.verdict().status(), e.verdict().body());
        } catch (BadQuery e) {
            refuse(exchange, path, e);
        } catch (StackOverflowError e) {
            // java.util.regex recurses, and must not end the thread of the server.
            exchange.sendText(400, "parse error : the regular expression recurses too deeply for a stored line");
        }
    }

    private static void tail(Tail tail, JettyExchange exchange, Response response, Callback callback) {
        if (!TailEndpoint.upgrade(tail, exchange.request(), response, callback)) {
            exchange.sendText(400, "Bad Request\n");
        }
    }
}
