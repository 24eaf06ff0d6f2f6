package io.fapilog.loki;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The head of a final answer: its status and the headers that matter here (RFC 9112). Strict about everything that says
 * where the answer ends.
 *
 * @param status the HTTP status
 * @param isPersistent whether the connection may be used again
 * @param framing how the end of the body is found
 * @param length the bytes of a body of fixed length
 * @param headers those that matter, by name in lower case
 */
record AnswerHead(int status, boolean isPersistent, Framing framing, long length, Map<String, String> headers) {
    /** How the end of a body is found. */
    enum Framing {
        NO_BODY,
        FIXED,
        CHUNKED,
        UNTIL_CLOSE
    }

    private static final String VERSION = "HTTP/1.";
    private static final Pattern STATUS_LINE = Pattern.compile("\\d [1-9]\\d\\d( .*)?");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,15}");
    private static final int MOST_HEADERS = 256;
    private static final int MOST_INTERIM = 16;
    private static final Set<String> KEPT =
            Set.of("connection", "content-length", "transfer-encoding", "retry-after", "location", "date", "server");

    /** Reads the head of an answer, and skips the interim answers before it. */
    static AnswerHead read(AnswerInput in) throws IOException {
        for (int i = 0; i < MOST_INTERIM; i++) {
            String line = statusLine(in);
            int status = Integer.parseInt(line.substring(2, 5));
            Map<String, String> headers = headers(in);
            if (status == 101) {
                throw new IOException("the answer switches to another protocol, which was not asked for");
            }
            if (status >= 200) {
                return of(line.charAt(0) > '0', status, headers);
            }
        }
        throw new IOException("more than " + MOST_INTERIM + " interim answers");
    }

    /** A header of the answer; empty when absent. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    private static AnswerHead of(boolean isCurrent, int status, Map<String, String> headers) throws IOException {
        boolean persistent = isCurrent && !isListed("close", headers.getOrDefault("connection", ""));
        String encoding = headers.get("transfer-encoding");
        String length = headers.get("content-length");
        long bytes = length == null ? -1 : length(length);
        if (status == 204 || status == 304) {
            // Some gateways send a body all the same.
            boolean announced = encoding != null || bytes > 0;
            return new AnswerHead(status, persistent && !announced, Framing.NO_BODY, 0, headers);
        }
        if (encoding != null) {
            boolean chunked = encoding.toLowerCase(Locale.ROOT).matches("(.*,)?\\s*chunked\\s*");
            return new AnswerHead(
                    status,
                    persistent && chunked && length == null,
                    chunked ? Framing.CHUNKED : Framing.UNTIL_CLOSE,
                    0,
                    headers);
        }
        return length == null
                ? new AnswerHead(status, false, Framing.UNTIL_CLOSE, 0, headers)
                : new AnswerHead(status, persistent, Framing.FIXED, bytes, headers);
    }

    /** The status line after {@code HTTP/1.}, such as {@code 1 204 No Content}. */
    private static String statusLine(AnswerInput in) throws IOException {
        for (int i = 0; i < VERSION.length(); i++) {
            int b = in.next();
            if (b < 0) {
                throw new EOFException(
                        i == 0
                                ? "the connection was closed without an answer"
                                : "the connection was closed within the head of an answer");
            }
            if (b != VERSION.charAt(i)) {
                // At once, since a server of another protocol may not send a line at all.
                throw noHttp(VERSION.substring(0, i) + (char) b + in.received(40));
            }
        }
        String line = in.line();
        if (!STATUS_LINE.matcher(line).matches()) {
            throw noHttp(VERSION + line.substring(0, Math.min(40, line.length())));
        }
        return line;
    }

    private static ProtocolException noHttp(String line) {
        return new ProtocolException("Invalid status line: \"" + line + "\"");
    }

    private static Map<String, String> headers(AnswerInput in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        String name = "";
        int count = 0;
        for (String line = in.line(); !line.isEmpty(); line = in.line()) {
            if (++count > MOST_HEADERS) {
                throw new IOException("the answer has more than " + MOST_HEADERS + " headers");
            }
            boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            if (!folded) {
                name = name(line);
            }
            String value = line.substring(folded ? 0 : name.length() + 1).strip();
            if (KEPT.contains(name.toLowerCase(Locale.ROOT))) {
                String separator = folded ? " " : ", ";
                headers.merge(name.toLowerCase(Locale.ROOT), value, (first, more) -> first + separator + more);
            }
        }
        return headers;
    }

    private static String name(String line) throws IOException {
        int colon = line.indexOf(':');
        if (colon < 0 || !NAME.matcher(line.substring(0, colon)).matches()) {
            throw new IOException("the answer has a header without a valid name");
        }
        return line.substring(0, colon);
    }

    /** The value of {@code Content-Length}, which may be repeated if it is the same. */
    private static long length(String values) throws IOException {
        String first = values.split(",", 2)[0].strip();
        for (String value : values.split(",", -1)) {
            if (!value.strip().equals(first) || !LENGTH.matcher(first).matches()) {
                throw new IOException("the answer has no valid Content-Length");
            }
        }
        return Long.parseLong(first);
    }

    private static boolean isListed(String word, String values) {
        for (String value : values.split(",")) {
            if (value.strip().equalsIgnoreCase(word)) {
                return true;
            }
        }
        return false;
    }
}
