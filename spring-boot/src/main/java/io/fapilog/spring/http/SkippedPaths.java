package io.fapilog.spring.http;

import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The paths whose requests are not logged, as patterns of Spring such as {@code /actuator/**}. Immutable. */
final class SkippedPaths {
    private final List<PathPattern> patterns;

    SkippedPaths(List<String> patterns) {
        PathPatternParser parser = PathPatternParser.defaultInstance;
        this.patterns = patterns.stream()
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .map(pattern -> parser.parse(pattern.startsWith("/") ? pattern : "/" + pattern))
                .toList();
    }

    /** Whether a request is not logged; {@code path} is within the application. */
    boolean contain(PathContainer path) {
        for (PathPattern pattern : patterns) {
            if (pattern.matches(path)) {
                return true;
            }
        }
        return false;
    }
}
