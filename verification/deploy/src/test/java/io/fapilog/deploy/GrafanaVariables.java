package io.fapilog.deploy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Variables of a dashboard, put into a query as Grafana's data sources for Loki and Prometheus do: several values of a
 * variable are a regular expression, {@code (a|b)}.
 */
final class GrafanaVariables {
    /** Those that Grafana defines itself. */
    static final Set<String> OF_GRAFANA =
            Set.of("__auto", "__interval", "__range", "__rate_interval", "__range_s", "__interval_ms");

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)(?::\\w+)?}|(\\w+))");

    private GrafanaVariables() {}

    /** The names of the variables in {@code text}. */
    static Set<String> in(String text) {
        return VARIABLE.matcher(text)
                .results()
                .map(GrafanaVariables::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * {@code expression} with values.
     *
     * @param isInstant whether the query is for one time; then {@code $__auto} is the range of the dashboard
     */
    static String substitute(String expression, Map<String, List<String>> values, boolean isInstant) {
        return VARIABLE.matcher(expression)
                .replaceAll(match -> Matcher.quoteReplacement(value(name(match), values, isInstant)));
    }

    private static String value(String name, Map<String, List<String>> values, boolean isInstant) {
        return switch (name) {
            case "__range" -> "3600s";
            case "__auto" -> isInstant ? "3600s" : "15s";
            case "__interval", "__rate_interval" -> "60s";
            case "__range_s" -> "3600";
            case "__interval_ms" -> "60000";
            default -> joined(name, values.get(name));
        };
    }

    private static String joined(String name, @Nullable List<String> chosen) {
        if (chosen == null) {
            throw new IllegalArgumentException("the variable " + name + " is not defined");
        }
        return chosen.size() == 1 ? chosen.get(0) : chosen.stream().collect(Collectors.joining("|", "(", ")"));
    }

    private static String name(MatchResult match) {
        return match.group(1) == null ? match.group(2) : match.group(1);
    }
}
