package io.fapilog.cli.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a container, or a piece of it, in what the container runtime writes around it.
 *
 * @param text the line
 * @param stream the stream that the container wrote it to, {@code stdout} or {@code stderr}
 * @param isPartial whether a further piece follows
 * @param time when it was written
 * @param names the names of other fields around it
 * @param values the values of these
 */
record Envelope(
        String text, String stream, boolean isPartial, long time, List<String> names, List<@Nullable Object> values) {
    /** Adds the stream and the other fields to an event, and the time if the event has none. */
    void fill(EventDraft draft) {
        draft.attribute("stream", stream);
        for (int i = 0; i < names.size(); i++) {
            draft.attribute(names.get(i), values.get(i));
        }
        if (draft.time() == EventTime.NONE) {
            draft.time(time);
        }
    }
}
