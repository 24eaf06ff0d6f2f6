package io.fapilog;

import io.fapilog.config.Options;
import java.util.ArrayList;
import java.util.List;

/** One call of a builder that adds sinks. Immutable. */
sealed interface SinkRequest {
    /** Adds the sinks to {@code plans}. */
    void addTo(SinkPlans plans);

    /** Sinks named by a text, a URI or a list; the entries are those of the (last) sink. */
    record Named(String text, boolean isList, List<Options.Entry> entries) implements SinkRequest {
        Named with(Options.Entry entry) {
            List<Options.Entry> more = new ArrayList<>(entries);
            more.add(entry);
            return new Named(text, isList, more);
        }

        @Override
        public void addTo(SinkPlans plans) {
            if (isList) {
                plans.addList(text, entries);
            } else {
                plans.add(text, entries);
            }
        }
    }

    /** A sink made in code. */
    record Made(SinkSource source) implements SinkRequest {
        @Override
        public void addTo(SinkPlans plans) {
            plans.add(source);
        }
    }
}
