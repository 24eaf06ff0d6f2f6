package io.fapilog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes attributes of the structured arguments and markers of {@code logstash-logback-encoder} ({@code kv}, {@code
 * entries}, {@code Markers.append} and so on), without that library: its objects are read by reflection, and what
 * cannot be read is left to the message. Runs code of the application and throws nothing. For adapters; thread-safe.
 */
public final class StructuredArguments {
    /** The most markers that are looked at, of an event and those that they refer to. */
    private static final int MOST_MARKERS = 100;

    private StructuredArguments() {}

    /** Adds the fields of those of {@code arguments} that are structured to {@code to}. */
    public static void add(@Nullable Object @Nullable [] arguments, LogEvent.Builder to) {
        if (arguments != null) {
            for (Object argument : arguments) {
                if (argument != null && !Values.isPlain(argument)) {
                    addFields(argument, to);
                }
            }
        }
    }

    /**
     * Adds the fields of those of {@code markers}, and of those that they refer to, that are structured.
     *
     * @param references returns the markers that one refers to
     * @return the markers that are not structured: the given ones, and those to which a structured one refers
     */
    public static <M> List<@Nullable M> addMarkers(
            List<@Nullable M> markers, References<M> references, LogEvent.Builder to) {
        if (arePlain(markers, references)) {
            return markers;
        }
        Walk<M> walk = new Walk<>(references, to);
        for (M marker : markers) {
            walk.visit(marker, true);
        }
        return walk.others;
    }

    /** The markers that a marker refers to. */
    @FunctionalInterface
    public interface References<M> {
        /** The markers that {@code marker} refers to; null if there are none. */
        @Nullable
        Iterator<M> of(M marker);
    }

    private static <M> boolean arePlain(List<@Nullable M> markers, References<M> references) {
        for (M marker : markers) {
            if (marker != null && (LogstashAccess.isStructured(marker) || refers(marker, references))) {
                return false;
            }
        }
        return true;
    }

    private static <M> boolean refers(M marker, References<M> references) {
        try {
            Iterator<M> referred = references.of(marker);
            return referred != null && referred.hasNext();
        } catch (Throwable e) {
            return false;
        }
    }

    /** Whether {@code argument} is structured; then its fields are added. */
    private static boolean addFields(Object argument, LogEvent.Builder to) {
        boolean isStructured = LogstashAccess.isStructured(argument);
        if (isStructured) {
            try {
                LogstashAccess.addFields(argument, to);
            } catch (Throwable e) {
                // Its supplier throws: the message says so.
            }
        }
        return isStructured;
    }

    /** One walk through markers, which may refer to each other in circles. */
    private static final class Walk<M> {
        private final References<M> references;
        private final LogEvent.Builder to;
        private final List<@Nullable M> others = new ArrayList<>();
        private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        private Walk(References<M> references, LogEvent.Builder to) {
            this.references = references;
            this.to = to;
        }

        private void visit(@Nullable M marker, boolean isNamed) {
            if (marker != null && (seen.size() >= MOST_MARKERS || !seen.add(marker))) {
                return;
            }
            boolean isStructured = marker != null && addFields(marker, to);
            if (!isStructured && isNamed) {
                others.add(marker);
            }
            if (marker != null) {
                visitReferences(marker, isStructured && isNamed);
            }
        }

        private void visitReferences(M marker, boolean areNamed) {
            try {
                Iterator<M> referred = references.of(marker);
                while (referred != null && referred.hasNext() && seen.size() < MOST_MARKERS) {
                    visit(referred.next(), areNamed);
                }
            } catch (Throwable e) {
                // The marker is of the application; to what else it refers stays unknown.
            }
        }
    }
}
