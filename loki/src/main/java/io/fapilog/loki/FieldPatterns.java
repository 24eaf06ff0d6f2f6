package io.fapilog.loki;

import io.fapilog.config.FieldChoice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of events whose names match patterns with {@code *}: entries of the context and attributes. Remembers the
 * names that it has seen. Worker only.
 */
final class FieldPatterns {
    /** The most names that are remembered; further ones are matched for each event. */
    private static final int MOST_KNOWN = 1_024;
    /** What is remembered of a name that does not match. */
    private static final Field NONE = new Field("", "");

    private final FieldChoice patterns;
    private final Function<String, @Nullable String> fit;
    private final List<Field> named;
    private final Map<String, Field> known = new HashMap<>();

    /**
     * Matches nothing yet.
     *
     * @param named the fields that are sent by their names anyway
     * @param fit makes a name fit for Loki; null if that is not possible
     */
    FieldPatterns(FieldChoice patterns, List<Field> named, Function<String, @Nullable String> fit) {
        this.patterns = patterns;
        this.named = named;
        this.fit = fit;
    }

    /** Whether no name can match. */
    boolean isEmpty() {
        return patterns.included().isEmpty();
    }

    /** The field that {@code name} is the source of; null if it does not match. */
    @Nullable
    Field of(String name) {
        Field field = known.get(name);
        if (field == null) {
            field = match(name);
            if (known.size() < MOST_KNOWN) {
                known.put(name, field);
            }
        }
        return field.name().isEmpty() ? null : field;
    }

    private Field match(String name) {
        String fitting = patterns.includes(name) ? fit.apply(name) : null;
        if (fitting == null || named.stream().anyMatch(field -> field.name().equals(fitting))) {
            return NONE;
        }
        return new Field(fitting, name);
    }
}
