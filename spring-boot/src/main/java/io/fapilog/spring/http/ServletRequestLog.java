package io.fapilog.spring.http;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;

/** The log of one request of a servlet application, which is written once. Thread-safe. */
final class ServletRequestLog implements AsyncListener {
    /** An attribute of Spring MVC, named here since an application may have servlets without it. */
    private static final String ROUTE = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

    private final AccessLog.Request request;
    /** Whether the log has been written, or is not to be written. */
    private final AtomicBoolean done;

    private volatile @Nullable String route;
    private volatile boolean failed;

    private ServletRequestLog(AccessLog.Request request, boolean logged) {
        this.request = request;
        this.done = new AtomicBoolean(!logged);
    }

    static ServletRequestLog begin(HttpSettings settings, HttpServletRequest from) {
        String header = settings.idHeader();
        String id = header == null ? null : RequestIds.of(from.getHeader(header));
        String raw = from.getRequestURI();
        boolean logged = settings.accessLog()
                && !settings.skipped().contain(PathContainer.parsePath(within(from.getContextPath(), raw)));
        Map<String, String> headers = logged ? settings.headers().read(from::getHeader) : Map.of();
        AccessLog.Request request =
                new AccessLog.Request(from.getMethod(), AccessLog.path(raw), id, headers, System.nanoTime());
        return new ServletRequestLog(request, logged);
    }

    /** The id of the request; null for none. */
    @Nullable
    String id() {
        return request.id();
    }

    /**
     * The filters have returned, or have thrown: now the request has ended, unless it is asynchronous. Never throws.
     */
    void left(HttpServletRequest from, HttpServletResponse response, @Nullable Throwable thrown) {
        try {
            // An error page has a route of its own, which is not that of the request.
            route = from.getAttribute(ROUTE) instanceof String pattern ? pattern : null;
            failed = thrown != null;
            if (thrown == null && from.isAsyncStarted()) {
                from.getAsyncContext().addListener(this, from, response);
            } else {
                end(response.getStatus());
            }
        } catch (RuntimeException e) {
            // The container does not tell what has become of it, so nothing is logged.
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end(event.getSuppliedResponse() instanceof HttpServletResponse response ? response.getStatus() : 0);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // The container or Spring answers; then the request is complete.
    }

    @Override
    public void onError(AsyncEvent event) {
        failed = true;
    }

    /** A further asynchronous cycle, in which no listener is left. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
    }

    /** The path within the application. */
    private static String within(@Nullable String context, String path) {
        return context != null && path.startsWith(context) ? path.substring(context.length()) : path;
    }

    private void end(int status) {
        if (done.compareAndSet(false, true)) {
            AccessLog.ended(request, route, failed && status < 400 ? 500 : status);
        }
    }
}
