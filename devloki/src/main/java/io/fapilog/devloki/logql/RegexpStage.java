package io.fapilog.devloki.logql;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Extracts the named groups of a regular expression as labels.
 *
 * @param text the expression
 * @param regex the compiled expression
 */
record RegexpStage(String text, GoRegex regex) implements Stage {

    static RegexpStage of(String text) throws BadQuery {
        GoRegex regex = GoRegex.compile(text);
        if (regex.names().isEmpty()) {
            throw new BadQuery("at least one named capture must be supplied");
        }
        Set<String> seen = new HashSet<>();
        Matcher names = java.util.regex.Pattern.compile("\\(\\?P?<(\\w+)>").matcher(text);
        while (names.find()) {
            if (!seen.add(names.group(1))) {
                throw new BadQuery("duplicate extracted label name '" + names.group(1) + "'");
            }
        }
        return new RegexpStage(text, regex);
    }

    @Override
    public boolean process(Row row) {
        Matcher matcher = regex.matcher(row.line());
        if (!matcher.find()) {
            return true;
        }
        for (Map.Entry<String, Integer> name : regex.names().entrySet()) {
            String free = row.free(LabelName.of(name.getKey()));
            if (row.hints().wants(free) && !row.hints().wasExtracted(free)) {
                String value = matcher.group(name.getValue());
                row.set(free, value == null ? "" : value);
                if (!row.hints().accepts(free, row)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "| regexp " + GoText.quote(text);
    }
}
