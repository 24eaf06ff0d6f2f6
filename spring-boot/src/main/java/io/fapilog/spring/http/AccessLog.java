package io.fapilog.spring.http;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs the requests that have ended, to the logger {@code http.access}: with INFO, and with WARN if the status is 500
 * or more. Thread-safe.
 */
final class AccessLog {
    /** The status of a request whose client has gone before the answer; it is nginx's, and no server sends it. */
    static final int CLIENT_GONE = 499;

    private static final Logger LOG = LoggerFactory.getLogger("http.access");
    private static final int LONGEST_PATH = 1_000;
    /** Parameters of path segments, among them session ids: {@code ;jsessionid=…}. */
    private static final Pattern PATH_PARAMETERS = Pattern.compile(";[^/]*");

    private AccessLog() {}

    /**
     * A request.
     *
     * @param method the HTTP method
     * @param path the path without the query and without parameters
     * @param id the id; null for none
     * @param headers the fields of its headers
     * @param started {@link System#nanoTime} at its start
     */
    record Request(String method, String path, @Nullable String id, Map<String, String> headers, long started) {}

    /** The path as it is logged, of a raw path without the query. */
    static String path(String raw) {
        String path = PATH_PARAMETERS.matcher(raw).replaceAll("");
        return path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH) + "…";
    }

    /**
     * Logs that {@code request} has ended. Never throws.
     *
     * @param route the pattern of the handler, such as {@code /orders/{id}}; null if there was none
     */
    static void ended(Request request, @Nullable String route, int status) {
        try {
            log(request, route, status);
        } catch (Throwable e) {
            // A defect of the access log must not become one of the request.
        }
    }

    private static void log(Request request, @Nullable String route, int status) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.started());
        LoggingEventBuilder event = LOG.atLevel(status >= 500 ? Level.WARN : Level.INFO)
                .addKeyValue("method", request.method())
                .addKeyValue("path", request.path())
                .addKeyValue("status", status)
                .addKeyValue("duration_ms", millis);
        if (route != null) {
            event = event.addKeyValue("route", route);
        }
        if (request.id() != null && !request.id().equals(MDC.get(RequestIds.KEY))) {
            event = event.addKeyValue(RequestIds.KEY, request.id());
        }
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            event = event.addKeyValue(header.getKey(), header.getValue());
        }
        String shown = route == null ? request.path() : route;
        event.log("{} {} {} {}ms", request.method(), shown, status, millis);
    }
}
