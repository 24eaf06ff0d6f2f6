package io.fapilog.cli.event;

/**
 * Lines of pairs: {@code time=2026-11-26T10:00:00Z level=warn msg="payment failed" order=17}. The pairs become fields, as
 * those of a JSON object do.
 */
final class LogfmtShape implements Shape {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_LINE = 1 << 16;

    private final LineFields fields;
    private final FieldRoles roles;
    private final StringBuilder quoted = new StringBuilder();

    LogfmtShape(LineFields fields, FieldRoles roles) {
        this.fields = fields;
        this.roles = roles;
    }

    @Override
    public boolean read(String line, int from, EventDraft draft) {
        int end = nameEnd(line, from);
        if (end == from || end >= line.length() || line.charAt(end) != '=' || line.length() > LONGEST_LINE) {
            return false;
        }
        fields.clear();
        int at = from;
        while (at >= 0 && at < line.length()) {
            at = pair(line, at);
        }
        if (at < 0 || fields.size() < 2 || !roles.areLog(fields)) {
            return false;
        }
        roles.fill(fields, draft);
        return true;
    }

    /** Reads the pair at {@code from}, and returns where the next one begins, or -1 if there is no pair. */
    private int pair(String line, int from) {
        int end = nameEnd(line, from);
        if (end == from || end >= line.length() || line.charAt(end) != '=') {
            return -1;
        }
        FieldName name = fields.root().inside(line.substring(from, end));
        int at = end + 1;
        if (at < line.length() && line.charAt(at) == '"') {
            at = quoted(line, at + 1);
            fields.add(name, quoted.toString(), false);
        } else {
            while (at < line.length() && line.charAt(at) != ' ') {
                at++;
            }
            fields.add(name, line.substring(end + 1, at), false);
        }
        if (at >= 0 && at < line.length() && line.charAt(at) != ' ') {
            return -1;
        }
        while (at >= 0 && at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private static int nameEnd(String line, int from) {
        int end = from;
        int most = Math.min(line.length(), from + LONGEST_NAME);
        while (end < most && isOfName(line.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isOfName(char c) {
        return TimeCursor.isLetter(c)
                || TimeCursor.isDigit(c)
                || c == '_'
                || c == '.'
                || c == '-'
                || c == '@'
                || c == '/';
    }

    /** Reads a value up to its closing quote, and returns the index behind it, or -1. */
    private int quoted(String line, int from) {
        quoted.setLength(0);
        for (int at = from; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                return at + 1;
            }
            if (c == '\\' && at + 1 < line.length()) {
                at++;
                escaped(line.charAt(at));
            } else {
                quoted.append(c);
            }
        }
        return -1;
    }

    private void escaped(char c) {
        switch (c) {
            case 'n' -> quoted.append('\n');
            case 't' -> quoted.append('\t');
            case 'r' -> quoted.append('\r');
            case '"', '\\' -> quoted.append(c);
            default -> quoted.append('\\').append(c);
        }
    }
}
