package io.fapilog.devloki;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses a line in the format {@code key=value key="quoted value"}. For one use. */
final class Logfmt {
    private final String line;
    private int pos;

    Logfmt(String line) {
        this.line = line;
    }

    /** The value of the key that comes first in {@code names}, ignoring case; null if there is no such key. */
    @Nullable
    String best(List<String> names) {
        int rank = names.size();
        String best = null;
        while (skipSpace()) {
            String key = token();
            if (pos < line.length() && line.charAt(pos) == '=') {
                pos++;
                String value = value();
                int found = rank(key, names.subList(0, rank));
                best = found < rank ? value : best;
                rank = found;
            } else if (pos < line.length() && line.charAt(pos) == '"') {
                return best;
            }
        }
        return best;
    }

    /** The index of {@code key} in {@code names}, or their number if it is not among them. */
    private static int rank(String key, List<String> names) {
        int rank = 0;
        while (rank < names.size() && !names.get(rank).equalsIgnoreCase(key)) {
            rank++;
        }
        return rank;
    }

    private boolean skipSpace() {
        while (pos < line.length() && line.charAt(pos) <= ' ') {
            pos++;
        }
        return pos < line.length();
    }

    private String token() {
        int start = pos;
        while (pos < line.length() && line.charAt(pos) > ' ' && "=\"".indexOf(line.charAt(pos)) < 0) {
            pos++;
        }
        return line.substring(start, pos);
    }

    private String value() {
        if (pos >= line.length() || line.charAt(pos) != '"') {
            return token();
        }
        int start = ++pos;
        while (pos < line.length() && line.charAt(pos) != '"') {
            pos += line.charAt(pos) == '\\' ? 2 : 1;
        }
        pos = Math.min(pos, line.length());
        String value = line.substring(start, pos);
        pos++;
        return value;
    }
}
