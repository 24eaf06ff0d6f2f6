package io.fapilog.cli.logs;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The LogQL of a query with what options add to it. */
public final class QueryText {
    /** Loki wants a matcher that does not match the empty text; every stream has this label. */
    private static final String EVERYTHING = "{service_name=~\".+\"}";

    private static final Pattern TRACE_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private QueryText() {}

    /** Whether {@code text} can be the id of a trace. */
    public static boolean isTraceId(String text) {
        return TRACE_ID.matcher(text).matches();
    }

    /**
     * The whole query.
     *
     * @param query the query; blank for every stream
     * @param level the least level; null for all lines
     * @param traceId the trace that lines belong to, by their metadata or the member {@code trace_id} of the line; null
     *     for all lines
     */
    public static String of(String query, @Nullable LevelFilter level, @Nullable String traceId) {
        StringBuilder text = new StringBuilder(query.isBlank() ? EVERYTHING : query.strip());
        if (traceId != null) {
            String match = "=\"" + traceId + "\"";
            text.append(" | json trace_in_line=\"trace_id\" | trace_id").append(match);
            text.append(" or trace_in_line").append(match);
            text.append(" | drop trace_in_line, __error__, __error_details__");
        }
        return text.append(level == null ? "" : level.stages()).toString();
    }
}
