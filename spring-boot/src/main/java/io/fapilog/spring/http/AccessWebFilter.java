package io.fapilog.spring.http;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The filter of a WebFlux application: gives each request an id, and logs it when it has ended, has failed or was
 * cancelled. A defect of its own never reaches the request. Thread-safe.
 */
final class AccessWebFilter implements WebFilter, Ordered {
    /** An attribute of WebFlux, named here since an application may have handlers without it. */
    private static final String ROUTE = "org.springframework.web.reactive.HandlerMapping.bestMatchingPattern";

    private final HttpSettings settings;

    AccessWebFilter(HttpSettings settings) {
        this.settings = settings;
    }

    @Override
    public int getOrder() {
        return HttpSettings.ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        boolean isLogged = isLogged(exchange);
        AccessLog.Request request = begin(exchange, isLogged);
        if (request == null) {
            return chain.filter(exchange);
        }
        Mono<Void> handled = isLogged ? logged(exchange, request, chain) : chain.filter(exchange);
        String id = request.id();
        return id == null ? handled : handled.contextWrite(context -> context.put(RequestIds.KEY, id));
    }

    private static Mono<Void> logged(ServerWebExchange exchange, AccessLog.Request request, WebFilterChain chain) {
        // A cancellation may follow the end.
        AtomicBoolean done = new AtomicBoolean();
        return chain.filter(exchange)
                .doOnSuccess(nothing -> once(done, () -> ended(exchange, request, 200)))
                .doOnError(e -> once(done, () -> failed(exchange, request)))
                .doOnCancel(() -> once(done, () -> cancelled(exchange, request)));
    }

    private static void once(AtomicBoolean done, Runnable log) {
        if (done.compareAndSet(false, true)) {
            try {
                log.run();
            } catch (RuntimeException e) {
                // A defect of the access log must not become one of the request.
            }
        }
    }

    private AccessLog.@Nullable Request begin(ServerWebExchange exchange, boolean isLogged) {
        try {
            ServerHttpRequest from = exchange.getRequest();
            String header = settings.idHeader();
            String id = header == null ? null : RequestIds.of(from.getHeaders().getFirst(header));
            if (header != null && id != null) {
                exchange.getResponse().getHeaders().set(header, id);
            }
            Map<String, String> headers =
                    isLogged ? settings.headers().read(name -> from.getHeaders().getFirst(name)) : Map.of();
            String path = AccessLog.path(from.getURI().getRawPath());
            return new AccessLog.Request(from.getMethod().name(), path, id, headers, System.nanoTime());
        } catch (RuntimeException e) {
            return null; // Without an id and a log, but answered.
        }
    }

    private boolean isLogged(ServerWebExchange exchange) {
        try {
            return settings.accessLog()
                    && !settings.skipped()
                            .contain(exchange.getRequest().getPath().pathWithinApplication());
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** The handlers of exceptions, which come after the filters, decide the status before the answer is committed. */
    private static void failed(ServerWebExchange exchange, AccessLog.Request request) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            AccessLog.ended(request, route(exchange), 500);
        } else {
            response.beforeCommit(() -> Mono.fromRunnable(() -> ended(exchange, request, 500)));
        }
    }

    /** A client that has its answer may go before the server has noticed the end. */
    private static void cancelled(ServerWebExchange exchange, AccessLog.Request request) {
        if (exchange.getResponse().isCommitted()) {
            ended(exchange, request, 200);
        } else {
            AccessLog.ended(request, route(exchange), AccessLog.CLIENT_GONE);
        }
    }

    private static void ended(ServerWebExchange exchange, AccessLog.Request request, int otherwise) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        AccessLog.ended(request, route(exchange), status == null ? otherwise : status.value());
    }

    private static @Nullable String route(ServerWebExchange exchange) {
        Object pattern = exchange.getAttributes().get(ROUTE);
        return pattern == null ? null : pattern.toString();
    }
}
