package io.fapilog.loki;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The headers and the body of a push. What depends on the connection is its {@link Route#opening}. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PushRequest(byte[] headers, byte[] body) {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");

    static PushRequest of(SealedBatch batch, Wire wire, Credentials credentials) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("User-Agent", "fapilog-loki");
        credentials.addTo(headers, batch.tenant());
        headers.put("Content-Type", wire.contentType());
        String encoding = wire.contentEncoding();
        if (encoding != null) {
            headers.put("Content-Encoding", encoding);
        }
        headers.put("Content-Length", Integer.toString(batch.body().length));
        return of(headers, batch.body());
    }

    /** A request without a body, with the headers that identify the sender. */
    static PushRequest get(Credentials credentials) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        credentials.addTo(headers, "");
        return withoutBody(headers);
    }

    /** A request without a body, with {@code headers} and those that every request has. */
    static PushRequest withoutBody(Map<String, String> headers) {
        headers.put("User-Agent", "fapilog-loki");
        headers.put("Accept", "application/json, text/plain, */*");
        return of(headers, new byte[0]);
    }

    private static PushRequest of(Map<String, String> headers, byte[] body) {
        StringBuilder lines = new StringBuilder(256);
        headers.forEach((name, value) -> add(lines, name, value));
        return new PushRequest(lines.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1), body);
    }

    /** Whether {@code text} is the name of a header. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Whether {@code text} may be the value of a header. */
    static boolean isValue(String text) {
        return VALUE.matcher(text).matches();
    }

    /**
     * Adds a header to {@code lines}.
     *
     * @throws IllegalArgumentException if it would break the line; without its value, which may be a secret
     */
    static void add(StringBuilder lines, String name, String value) {
        if (!isName(name) || !isValue(value)) {
            throw new IllegalArgumentException(
                    "the header " + name + " contains characters that a header cannot contain; check it for line ends");
        }
        lines.append(name).append(": ").append(value).append("\r\n");
    }
}
