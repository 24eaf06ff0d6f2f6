package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
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
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json; charset=UTF-8");

    private final PushApi pushApi;
    private final QueryApi queryApi;
    private final Supplier<Counters> counters;
    private final boolean authEnabled;

    Router(PushApi pushApi, QueryApi queryApi, Supplier<Counters> counters, boolean authEnabled) {
        this.pushApi = pushApi;
        this.queryApi = queryApi;
        this.counters = counters;
        this.authEnabled = authEnabled;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        JettyExchange exchange = new JettyExchange(request, response, callback);
        String path = Request.getPathInContext(request);
        if (!allowed(path).contains(request.getMethod())) {
            refuse(exchange, path);
            return true;
        }
        switch (path) {
            case PUSH -> pushApi.handle(exchange);
            case READY -> exchange.sendText(200, "ready\n");
            case METRICS -> exchange.sendText(200, StatusEndpoints.metrics(counters.get()));
            default -> query(exchange, path, response, callback);
        }
        return true;
    }

    private static List<String> allowed(String path) {
        return switch (path) {
            case PUSH -> List.of("POST");
            case READY, METRICS, QueryApi.BUILD_INFO, TailEndpoint.PATH -> List.of("GET");
            default -> QueryApi.serves(path) ? List.of("GET", "POST") : List.of();
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
            exchange.send(400, JSON, QueryEndpoints.invalid(fault.text()), false);
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
            exchange.send(200, JSON, json, false);
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
