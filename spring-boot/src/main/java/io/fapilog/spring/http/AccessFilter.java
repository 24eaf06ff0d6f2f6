package io.fapilog.spring.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The filter of a servlet application: gives each request an id, and logs it when it has ended, an asynchronous one
 * when it is complete. It also runs around asynchronous and error dispatches, so that what is logged there has the id.
 * A defect of its own never reaches the request. Thread-safe.
 */
final class AccessFilter extends OncePerRequestFilter implements Ordered {
    private static final String ATTRIBUTE = AccessFilter.class.getName() + ".request";

    private final HttpSettings settings;

    AccessFilter(HttpSettings settings) {
        this.settings = settings;
    }

    @Override
    public int getOrder() {
        return HttpSettings.ORDER;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean first = request.getAttribute(ATTRIBUTE) == null;
        ServletRequestLog log = first ? begin(request, response) : present(request);
        String id = log == null ? null : log.id();
        String before = id == null ? null : MDC.get(RequestIds.KEY);
        if (id != null) {
            MDC.put(RequestIds.KEY, id);
        }
        Throwable thrown = null;
        try {
            chain.doFilter(request, response);
        } catch (Throwable e) {
            thrown = e;
            throw e;
        } finally {
            if (log != null && first) {
                log.left(request, response, thrown);
            }
            if (id != null) {
                restore(before);
            }
        }
    }

    private @Nullable ServletRequestLog begin(HttpServletRequest request, HttpServletResponse response) {
        try {
            ServletRequestLog log = ServletRequestLog.begin(settings, request);
            String header = settings.idHeader();
            if (header != null && log.id() != null) {
                response.setHeader(header, log.id());
            }
            request.setAttribute(ATTRIBUTE, log);
            return log;
        } catch (RuntimeException e) {
            return null; // Without an id and a log, but answered.
        }
    }

    private static @Nullable ServletRequestLog present(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof ServletRequestLog log ? log : null;
    }

    private static void restore(@Nullable String before) {
        if (before == null) {
            MDC.remove(RequestIds.KEY);
        } else {
            MDC.put(RequestIds.KEY, before);
        }
    }
}
