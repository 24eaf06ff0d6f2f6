package io.fapilog.devloki.logql;

import org.jspecify.annotations.Nullable;

/** Reads a line in the format {@code key=value key="quoted value"}, with Loki's errors. For one line. */
final class LogfmtScanner {
    private final String line;
    private int pos;
    private String key = "";
    private String value = "";
    private @Nullable String error;

    LogfmtScanner(String line) {
        this.line = line;
    }

    boolean atEnd() {
        return pos >= line.length();
    }

    String key() {
        return key;
    }

    String value() {
        return value;
    }

    /** The last error, null if there was none. */
    @Nullable
    String error() {
        return error;
    }

    /** Reads the next pair. Returns false at the end of the line and where the line is malformed. */
    boolean next() {
        key = "";
        value = "";
        while (pos < line.length() && line.charAt(pos) <= ' ') {
            pos++;
        }
        if (atEnd()) {
            return false;
        }
        int start = pos;
        while (pos < line.length() && line.charAt(pos) > ' ' && line.charAt(pos) != '=' && line.charAt(pos) != '"') {
            pos++;
        }
        char stop = atEnd() ? ' ' : line.charAt(pos);
        if (stop == '"' || (stop == '=' && pos == start)) {
            return unexpected(stop);
        }
        key = line.substring(start, pos);
        if (key.indexOf('\uFFFD') >= 0) {
            return fail("invalid key", stop == '=');
        }
        if (stop != '=') {
            return true;
        }
        pos++;
        return atEnd() || line.charAt(pos) <= ' ' || (line.charAt(pos) == '"' ? quoted() : plain());
    }

    private boolean plain() {
        int start = pos;
        while (pos < line.length() && line.charAt(pos) > ' ') {
            char c = line.charAt(pos);
            if (c == '=' || c == '"') {
                return unexpected(c);
            }
            pos++;
        }
        value = line.substring(start, pos);
        return true;
    }

    private boolean quoted() {
        int start = pos + 1;
        int end = JsonText.stringEnd(line, start);
        if (end < 0) {
            pos = line.length();
            return fail("unterminated quoted value", false);
        }
        pos = end + 1;
        String unescaped = unescape(line.substring(start, end));
        if (unescaped == null) {
            return fail("invalid quoted value", false);
        }
        value = unescaped;
        return true;
    }

    /** Resolves the escapes of JSON, and an escaped single quote. Null if one is invalid. */
    private static @Nullable String unescape(String raw) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        boolean control = raw.chars().anyMatch(c -> c < ' ');
        return control ? null : JsonText.unescape(raw.replace("\\'", "'"));
    }

    private boolean unexpected(char c) {
        return fail("unexpected '" + c + "'", true);
    }

    private boolean fail(String message, boolean skip) {
        int at = line.substring(0, Math.min(pos, line.length()))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8)
                .length;
        error = "logfmt syntax error at pos " + (at + 1) + " : " + message;
        while (skip && pos < line.length() && line.charAt(pos) > ' ') {
            pos++;
        }
        return false;
    }
}
