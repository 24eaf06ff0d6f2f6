package io.fapilog.spring.http;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids of requests. */
final class RequestIds {
    /** The name of the id in the MDC, in the Reactor context and in the line. */
    static final String KEY = "request_id";

    /** Anything else could break the header of the answer or the line of another program. */
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private RequestIds() {}

    /** The id that the caller has given, if it may be used; otherwise a new random one. */
    static String of(@Nullable String given) {
        return given != null && SANE.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }
}
