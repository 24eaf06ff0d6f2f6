package io.fapilog.devloki;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Brings each request to the API that serves its path. Thread-safe. */
final class Router extends Handler.Abstract {
    private static final String PUSH = "/loki/api/v1/push";
    private static final String READY = "/ready";
    private static final String ENCODING_FLAGS = "X-Loki-Response-Encoding-Flags";

    private final PushApi pushApi;
    private final QueryApi queryApi;
    private final boolean authEnabled;

    Router(PushApi pushApi, QueryApi queryApi, boolean authEnabled) {
        this.pushApi = pushApi;
        this.queryApi = queryApi;
        this.authEnabled = authEnabled;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        JettyExchange exchange = new JettyExchange(request, response, callback);
        String path = Request.getPathInContext(request);
        if (!allowed(path).contains(request.getMethod())) {
            refuse(exchange, path);
        } else if (path.equals(PUSH)) {
            pushApi.handle(exchange);
        } else if (path.equals(READY)) {
            exchange.sendText(200, "ready\n");
        } else {
            query(exchange, path);
        }
        return true;
    }

    private static List<String> allowed(String path) {
        if (path.equals(PUSH)) {
            return List.of("POST");
        }
        if (path.equals(READY) || path.equals(QueryApi.BUILD_INFO)) {
            return List.of("GET");
        }
        return QueryApi.serves(path) ? List.of("GET", "POST") : List.of();
    }

    /** Refuses a wrong method or path. Loki has routes for any path with GET and DELETE, hence 404 for these. */
    private static void refuse(JettyExchange exchange, String path) {
        String method = exchange.request().getMethod();
        if (allowed(path).isEmpty() || (!path.equals(READY) && (method.equals("GET") || method.equals("DELETE")))) {
            exchange.sendText(404, "404 page not found\n");
        } else {
            exchange.send(405, Map.of(), new byte[0]);
        }
    }

    private void query(JettyExchange exchange, String path) throws Exception {
        Request request = exchange.request();
        try {
            String tenant = Tenant.of(request.getHeaders().get(Tenant.HEADER), authEnabled);
            String flags = request.getHeaders().get(ENCODING_FLAGS);
            boolean categorized = flags != null && flags.contains("categorize-labels");
            byte[] json = queryApi.answer(path, Request.getParameters(request), tenant, categorized);
            Map<String, String> headers = new TreeMap<>(Map.of("Content-Type", "application/json; charset=UTF-8"));
            exchange.send(200, headers, json);
        } catch (BadPush e) {
            exchange.sendText(e.status(), e.text() + "\n");
        } catch (BadQuery e) {
            exchange.sendText(400, e.text());
        } catch (StackOverflowError e) {
            // The JDK's regular expressions recurse; one that goes too deep must cost its sender only.
            exchange.sendText(400, "parse error : the regular expression is too deep for this text");
        }
    }
}
