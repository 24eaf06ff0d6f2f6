package io.fapilog.loki;

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
    static Answer of(AnswerHead head, String text, boolean isComplete) {
        String location = head.header("location").replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
        return new Answer(head.status(), text, isComplete, head.header("retry-after"), location);
    }
}
