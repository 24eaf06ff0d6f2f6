package io.fapilog.spring.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * What the filters do. Immutable.
 *
 * @param accessLog whether requests are logged
 * @param idHeader the header of the request id; null for no ids
 * @param skipped the paths whose requests are not logged
 * @param headers the headers that are logged
 */
record HttpSettings(boolean accessLog, @Nullable String idHeader, SkippedPaths skipped, LoggedHeaders headers) {
    /**
     * The order of the filters: the requests that a filter of the application or of Spring Security answers are logged
     * too, and the filter of Micrometer, at the highest precedence, has put the trace into the MDC before.
     */
    static final int ORDER = Integer.MIN_VALUE + 10;

    static HttpSettings of(HttpProperties properties, Environment environment) {
        List<String> skip = properties.skip();
        return new HttpSettings(
                properties.accessLog(),
                properties.requestId() ? properties.requestIdHeader().strip() : null,
                new SkippedPaths(skip == null ? actuator(environment) : skip),
                new LoggedHeaders(properties.headers()));
    }

    private static List<String> actuator(Environment environment) {
        String base = environment
                .getProperty("management.endpoints.web.base-path", "/actuator")
                .strip();
        // Endpoints at the root cannot be told from the application.
        return base.isEmpty() || base.equals("/") ? List.of() : List.of(base + "/**");
    }
}
