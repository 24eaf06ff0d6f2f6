package io.fapilog.loki;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * The answer of the server to a push.
 *
 * @param status the HTTP status
 * @param text the beginning of the body
 * @param isComplete whether {@code text} is the whole body
 * @param retryAfter the header {@code Retry-After}; empty when absent
 * @param location the header {@code Location} without user info and query; empty when absent
 */
record Answer(int status, String text, boolean isComplete, String retryAfter, String location) {
    static Answer of(HttpResponse.ResponseInfo head, String text, boolean isComplete) {
        return new Answer(
                head.statusCode(),
                text,
                isComplete,
                head.headers().firstValue("Retry-After").orElse(""),
                head.headers()
                        .firstValue("Location")
                        .orElse("")
                        .replaceFirst("\\?.*", "")
                        .replaceFirst("//[^/]*@", "//"));
    }

    /**
     * The answer behind a failure of the HTTP client, or null. The JDK's client discards a 204 that announces a body,
     * as some gateways send it, and has its status in the message of the exception only.
     */
    static @Nullable Answer of(Throwable failure) {
        String words = String.valueOf(failure.getMessage());
        return failure instanceof IOException && words.endsWith("with 204 response")
                ? new Answer(204, "", false, "", "")
                : null;
    }
}
