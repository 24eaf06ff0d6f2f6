package io.fapilog.devloki;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the {@code key=value key="quoted value"} pairs of a line. For one use. */
final class Logfmt {
    private final String line;
    private int pos;

    Logfmt(String line) {
        this.line = line;
    }

    /** The value whose key comes first in {@code names}, in any case; null when none of them is there. */
    @Nullable
    String best(List<String> names) {
        int rank = names.size();
        String best = null;
        while (skipSpace()) {
            String key = token();
            if (pos < line.length() && line.charAt(pos) == '=') {
                pos++;
                String value = value();
                for (int i = 0; i < rank; i++) {
                    if (names.get(i).equalsIgnoreCase(key)) {
                        rank = i;
                        best = value;
                    }
                }
            } else if (pos < line.length() && line.charAt(pos) == '"') {
                return best;
            }
        }
        return best;
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
