package io.fapilog.devloki.logql;

import java.util.List;

/**
 * How the samples of two vectors are matched.
 *
 * @param bool whether a comparison gives 0 or 1 instead of filtering
 * @param on whether only the listed labels are compared, instead of all others
 * @param labels the listed labels
 * @param side which side can have many samples for one of the other
 * @param included the labels that are taken from the side with one sample
 */
record Matching(boolean bool, boolean on, List<String> labels, Side side, List<String> included) {
    /** The side with many samples. */
    enum Side {
        NONE,
        LEFT,
        RIGHT
    }

    LabelSet signature(LabelSet all) {
        return all.filter(name -> labels.contains(name) == on);
    }

    /** The text in a query that is laid out, in which labels have spaces in between. */
    String laidOut() {
        String group = side == Side.NONE ? "" : side == Side.LEFT ? "group_left" : "group_right";
        group += included.isEmpty() ? "" : " (" + String.join(", ", included) + ")";
        String all = labels.isEmpty() ? "" : (on ? " on (" : " ignoring (") + String.join(", ", labels) + ") " + group;
        return (bool ? " bool" : "") + all;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(bool ? " bool" : "");
        if (on || !labels.isEmpty()) {
            out.append(on ? " on (" : " ignoring (")
                    .append(String.join(",", labels))
                    .append(')');
        }
        if (side != Side.NONE) {
            out.append(side == Side.LEFT ? " group_left (" : " group_right (");
            out.append(String.join(",", included)).append(')');
        }
        return out.toString();
    }
}
