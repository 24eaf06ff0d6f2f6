package io.fapilog.devloki.logql;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A label, with or without a condition on its value.
 *
 * @param name the name of the label
 * @param matcher the condition, null if there is none
 */
record NamedMatcher(String name, @Nullable LabelMatcher matcher) {
    boolean matches(String value) {
        return matcher == null || matcher.value().test(value);
    }

    static String join(List<NamedMatcher> all) {
        return all.stream().map(NamedMatcher::toString).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return matcher == null ? name : matcher.toString();
    }
}
