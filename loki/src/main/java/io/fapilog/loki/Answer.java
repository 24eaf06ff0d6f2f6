package io.fapilog.loki;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * What the server said.
 *
 * @param status the HTTP status
 * @param text the beginning of the body
 * @param isWhole whether the text is all of it
 * @param retryAfter the header of that name, empty when there is none
 * @param location the header of that name without user info and query, empty when there is none
 */
record Answer(int status, String text, boolean isWhole, String retryAfter, String location) {
    static Answer of(HttpResponse.ResponseInfo head, String text, boolean isWhole) {
        return new Answer(
                head.statusCode(),
                text,
                isWhole,
                head.headers().firstValue("Retry-After").orElse(""),
                head.headers()
                        .firstValue("Location")
                        .orElse("")
                        .replaceFirst("\\?.*", "")
                        .replaceFirst("//[^/]*@", "//"));
    }

    /**
     * The answer behind a failure of the HTTP client; null when there is none. That of the JDK throws away a 204 that
     * announces a body, as some gateways send it, and tells the status in its words only.
     */
    static @Nullable Answer of(Throwable failure) {
        String words = String.valueOf(failure.getMessage());
        return failure instanceof IOException && words.endsWith("with 204 response")
                ? new Answer(204, "", false, "", "")
                : null;
    }
}
