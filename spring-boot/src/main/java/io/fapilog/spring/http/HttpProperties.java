package io.fapilog.spring.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties below {@code fapilog.http}. Immutable.
 *
 * @param accessLog Whether one event is logged for each request that has ended.
 * @param requestId Whether each request has an id, which is in the MDC and in the answer.
 * @param requestIdHeader The header of the request id, in requests and in answers.
 * @param skip Patterns of the paths whose requests are not logged; those of Actuator when absent.
 * @param headers Names of the headers of the request that are logged; values that look like credentials are hidden.
 */
@ConfigurationProperties("fapilog.http")
record HttpProperties(
        @DefaultValue("false") boolean accessLog,
        @DefaultValue("false") boolean requestId,
        @DefaultValue("X-Request-Id") String requestIdHeader,
        @Nullable List<String> skip,
        @DefaultValue List<String> headers) {}
