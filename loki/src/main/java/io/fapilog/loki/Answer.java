package io.fapilog.loki;

import java.net.http.HttpResponse;

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
    static Answer of(HttpResponse<AnswerBody.Text> response) {
        return new Answer(
                response.statusCode(),
                response.body().text(),
                response.body().isWhole(),
                response.headers().firstValue("Retry-After").orElse(""),
                response.headers()
                        .firstValue("Location")
                        .orElse("")
                        .replaceFirst("\\?.*", "")
                        .replaceFirst("//[^/]*@", "//"));
    }
}
