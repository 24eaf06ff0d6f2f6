package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pattern of literal texts with captures in between, {@code <name> said <_>}. Immutable. */
final class LinePattern {
    private static final Pattern CAPTURE = Pattern.compile("<([A-Za-z_][A-Za-z0-9_]*)>");
    private static final String UNNAMED = "_";

    /**
     * A part of the pattern.
     *
     * @param text the literal text, or the name of the capture
     * @param capture whether it is a capture
     */
    private record Node(String text, boolean capture) {}

    private final List<Node> nodes = new ArrayList<>();

    private LinePattern(String text) {
        Matcher capture = CAPTURE.matcher(text);
        int end = 0;
        while (capture.find()) {
            literal(text.substring(end, capture.start()));
            nodes.add(new Node(capture.group(1), true));
            end = capture.end();
        }
        literal(text.substring(end));
    }

    private void literal(String text) {
        if (!text.isEmpty()) {
            nodes.add(new Node(text, false));
        }
    }

    /** A pattern that extracts labels. */
    static LinePattern forParser(String text) throws BadQuery {
        if (text.isEmpty()) {
            throw new BadQuery("syntax error: unexpected $end, expecting IDENTIFIER or LITERAL");
        }
        LinePattern pattern = new LinePattern(text);
        if (pattern.names().isEmpty()) {
            throw new BadQuery("at least one capture is required");
        }
        pattern.checkNeighbours();
        Set<String> seen = new HashSet<>();
        for (String name : pattern.names()) {
            if (!seen.add(name)) {
                throw new BadQuery("duplicate capture name (" + name + "): invalid expression");
            }
        }
        return pattern;
    }

    /** A pattern that only matches lines. */
    static LinePattern forFilter(String text) throws BadQuery {
        LinePattern pattern = new LinePattern(text);
        pattern.checkNeighbours();
        for (String name : pattern.names()) {
            throw new BadQuery("named captures are not allowed: found '<" + name + ">'");
        }
        return pattern;
    }

    private void checkNeighbours() throws BadQuery {
        for (int i = 1; i < nodes.size(); i++) {
            if (nodes.get(i).capture && nodes.get(i - 1).capture) {
                throw new BadQuery("found consecutive capture '<" + nodes.get(i - 1).text + "><" + nodes.get(i).text
                        + ">': invalid expression");
            }
        }
    }

    /** The names of the captures that have one. */
    List<String> names() {
        return nodes.stream()
                .filter(node -> node.capture && !node.text.equals(UNNAMED))
                .map(Node::text)
                .toList();
    }

    /** The texts of the named captures in their order, as far as the line matches; empty if it does not. */
    List<String> captures(String line) {
        List<String> found = new ArrayList<>();
        int at = 0;
        int first = 0;
        if (line.isEmpty()) {
            return found;
        }
        if (!nodes.get(0).capture) {
            if (!line.startsWith(nodes.get(0).text)) {
                return found;
            }
            at = nodes.get(0).text.length();
            first = 1;
        }
        for (int i = first; i < nodes.size(); i += 2) {
            boolean last = i + 1 == nodes.size();
            int end = last ? -1 : line.indexOf(nodes.get(i + 1).text, at);
            if (!nodes.get(i).text.equals(UNNAMED)) {
                found.add(line.substring(at, end < 0 ? line.length() : end));
            }
            if (end < 0) {
                return found;
            }
            at = end + nodes.get(i + 1).text.length();
        }
        return found;
    }

    /** Whether the whole line matches, with no capture empty. */
    boolean matchesAll(String line) {
        if (line.isEmpty() || nodes.isEmpty()) {
            return line.isEmpty() && nodes.isEmpty();
        }
        int at = 0;
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (!node.capture) {
                int found = line.indexOf(node.text, at);
                if (found < 0 || (i != 0 && found == at)) {
                    return false;
                }
                at = found + node.text.length();
            }
        }
        return nodes.get(nodes.size() - 1).capture == (at != line.length());
    }
}
