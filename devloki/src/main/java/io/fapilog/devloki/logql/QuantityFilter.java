package io.fapilog.devloki.logql;

import java.util.List;

/**
 * Compares a label with a number, a duration or a size.
 *
 * @param name the label
 * @param operator {@code =}, {@code ==}, {@code !=}, {@code >}, {@code >=}, {@code <} or {@code <=}
 * @param kind how the label is parsed
 * @param value what it is compared with: a number, nanoseconds or bytes
 * @param text the text of the value
 */
record QuantityFilter(String name, String operator, Kind kind, double value, String text) implements LabelFilter {

    /** What a label is parsed as. */
    enum Kind {
        NUMBER,
        DURATION,
        BYTES
    }

    @Override
    public boolean process(Row row) {
        String actual = row.get(name);
        if (actual == null) {
            return false;
        }
        try {
            return compare(parse(actual));
        } catch (BadQuery e) {
            row.failFirst("LabelFilterErr", e.text());
            return true;
        }
    }

    private double parse(String actual) throws BadQuery {
        return switch (kind) {
            case NUMBER -> GoNumber.parseFloat(actual);
            case DURATION -> GoDuration.parse(actual);
            case BYTES -> GoNumber.parseBytes(actual);
        };
    }

    private boolean compare(double actual) {
        return switch (operator) {
            case ">" -> actual > value;
            case ">=" -> actual >= value;
            case "<" -> actual < value;
            case "<=" -> actual <= value;
            case "!=" -> actual != value;
            default -> actual == value;
        };
    }

    @Override
    public List<String> labels() {
        return List.of(name);
    }

    @Override
    public String toString() {
        return name + (operator.equals("=") ? "==" : operator) + text;
    }
}
