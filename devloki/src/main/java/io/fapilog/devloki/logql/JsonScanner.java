package io.fapilog.devloki.logql;

import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as leniently as Loki does: it looks at a value only as far as it is needed, so that a line that is not
 * valid JSON as a whole can still yield labels. For one text.
 */
final class JsonScanner {
    /** Kinds of values. */
    enum Kind {
        STRING,
        NUMBER,
        BOOLEAN,
        NULL,
        OBJECT,
        ARRAY
    }

    /** Thrown when the text is malformed where it is read. The message is Loki's. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    /** Receives the members of an object. */
    interface Members {
        /** Receives one member. Returns whether to continue. */
        boolean member(String key, JsonScanner value) throws Malformed;
    }

    static final String NO_JSON = "Malformed JSON error";
    static final String NO_OBJECT = "Value looks like object, but can't find closing '}' symbol";
    static final String NO_ARRAY = "Value is array, but can't find closing ']' symbol";

    private final String text;
    private int pos;
    private Kind kind = Kind.NULL;
    private int valueStart;
    private int valueEnd;

    JsonScanner(String text) {
        this.text = text;
    }

    private JsonScanner(String text, int pos) {
        this.text = text;
        this.pos = pos;
    }

    Kind kind() {
        return kind;
    }

    /** The text of the value, that of a string without quotes and escapes; an invalid string is empty. */
    String value() {
        String raw = raw();
        String unescaped = kind == Kind.STRING ? JsonText.unescape(raw) : raw;
        return unescaped == null ? "" : unescaped.replace('\uFFFD', ' ');
    }

    /** The text of the value as it is written, that of a string without quotes. */
    String raw() {
        return text.substring(valueStart, valueEnd);
    }

    /** A scanner of the current value. */
    JsonScanner inner() {
        return new JsonScanner(text.substring(valueStart, valueEnd), 0);
    }

    /** Visits the members of the object at the position. Returns false if the visitor has ended it. */
    boolean object(Members members) throws Malformed {
        if (!skipSpace() || text.charAt(pos) != '{') {
            throw new Malformed(NO_OBJECT);
        }
        pos++;
        require(NO_JSON);
        while (text.charAt(pos) != '}') {
            String key = key();
            readValue();
            if (!members.member(key, this)) {
                return false;
            }
            require(NO_ARRAY);
            if (text.charAt(pos) == ',') {
                pos++;
                require(NO_ARRAY);
                if (text.charAt(pos) != '"' && text.charAt(pos) != '}') {
                    throw new Malformed(NO_OBJECT);
                }
            } else if (text.charAt(pos) != '}') {
                throw new Malformed(NO_OBJECT);
            }
        }
        return true;
    }

    private String key() throws Malformed {
        if (text.charAt(pos) != '"') {
            throw new Malformed(NO_OBJECT);
        }
        int end = JsonText.stringEnd(text, pos + 1);
        if (end < 0) {
            throw new Malformed(NO_JSON);
        }
        String key = JsonText.unescape(text.substring(pos + 1, end));
        if (key == null) {
            throw new Malformed("Encountered an invalid escape sequence in a string");
        }
        pos = end + 1;
        require(NO_JSON);
        if (text.charAt(pos) != ':') {
            throw new Malformed(NO_JSON);
        }
        pos++;
        return key;
    }

    /** Reads the value at the position and moves behind it. */
    void readValue() throws Malformed {
        require(NO_JSON);
        char c = text.charAt(pos);
        valueStart = pos;
        if (c == '"') {
            kind = Kind.STRING;
            valueStart++;
            valueEnd = JsonText.stringEnd(text, valueStart);
            ended(valueEnd, "Value is string, but can't find closing '\"' symbol");
            pos = valueEnd + 1;
        } else if (c == '{' || c == '[') {
            kind = c == '{' ? Kind.OBJECT : Kind.ARRAY;
            valueEnd = JsonText.blockEnd(text, pos);
            ended(valueEnd, c == '{' ? NO_OBJECT : NO_ARRAY);
            pos = valueEnd;
        } else {
            valueEnd = JsonText.tokenEnd(text, pos);
            kind = kindOf(text.substring(pos, valueEnd));
            pos = valueEnd;
        }
    }

    private static void ended(int end, String fault) throws Malformed {
        if (end < 0) {
            throw new Malformed(fault);
        }
    }

    private static Kind kindOf(String token) throws Malformed {
        char first = token.isEmpty() ? ' ' : token.charAt(0);
        if (token.equals("true") || token.equals("false")) {
            return Kind.BOOLEAN;
        }
        if (token.equals("null")) {
            return Kind.NULL;
        }
        if (Ascii.digit(first) || first == '-') {
            return Kind.NUMBER;
        }
        throw new Malformed("Unknown value type");
    }

    /** Reads the element with this number of the array at the position. Returns whether it exists. */
    boolean element(int number) throws Malformed {
        if (!skipSpace() || text.charAt(pos) != '[') {
            return false;
        }
        pos++;
        for (int i = 0; skipSpace() && text.charAt(pos) != ']'; i++) {
            readValue();
            if (i == number) {
                return true;
            }
            if (!skipSpace() || text.charAt(pos) != ',') {
                return false;
            }
            pos++;
        }
        return false;
    }

    private void require(String fault) throws Malformed {
        if (!skipSpace()) {
            throw new Malformed(fault);
        }
    }

    private boolean skipSpace() {
        while (pos < text.length() && " \t\r\n".indexOf(text.charAt(pos)) >= 0) {
            pos++;
        }
        return pos < text.length();
    }

    /** Reads the value at the end of {@code path}. Null if there is none. */
    static @Nullable JsonScanner find(String text, java.util.List<Object> path) throws Malformed {
        JsonScanner scanner = new JsonScanner(text);
        for (Object step : path) {
            JsonScanner found = step instanceof Integer number ? scanner.at(number) : scanner.at(step.toString());
            if (found == null) {
                return null;
            }
            scanner = found.inner();
            if (step == path.get(path.size() - 1)) {
                return found;
            }
        }
        return null;
    }

    private @Nullable JsonScanner at(int number) throws Malformed {
        return element(number) ? this : null;
    }

    private @Nullable JsonScanner at(String name) throws Malformed {
        if (!skipSpace() || text.charAt(pos) != '{') {
            return null;
        }
        return object((key, value) -> !key.equals(name)) ? null : this;
    }
}
