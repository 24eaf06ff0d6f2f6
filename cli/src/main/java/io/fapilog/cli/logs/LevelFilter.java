package io.fapilog.cli.logs;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A level and those above it, by the names that logging systems give them. */
public enum LevelFilter {
    /** Every line, also one without a level. */
    TRACE("trace"),
    /** The words for DEBUG. */
    DEBUG("debug|dbg|fine"),
    /** The words for INFO. */
    INFO("info|information|notice"),
    /** The words for WARN. */
    WARN("warn|warning"),
    /** The words for ERROR and worse. */
    ERROR("error|err|severe|fatal|critical|crit|alert|emergency|panic");

    private final String words;

    LevelFilter(String words) {
        this.words = words;
    }

    /**
     * The stages that keep the lines of this level and above. The level is what Loki has detected, a label or metadata
     * {@code level}, or the member {@code level} of the line.
     */
    String stages() {
        if (this == TRACE) {
            return "";
        }
        String all = Arrays.stream(values())
                .filter(each -> each.compareTo(this) >= 0)
                .map(each -> each.words)
                .collect(Collectors.joining("|"));
        String match = "=~`(?i)(" + all + ")`";
        return " | json level_in_line=\"level\" | detected_level" + match + " or level" + match + " or level_in_line"
                + match + " | drop level_in_line, __error__, __error_details__";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
