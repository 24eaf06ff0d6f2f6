package io.fapilog.loki;

import io.fapilog.Diagnostics;
import io.fapilog.config.Quantities;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells the operator when delivery stops, why, and when it goes on. Worker only. */
final class Health {
    private final Diagnostics diagnostics;
    private final Redaction redaction;
    private final String sink;
    private @Nullable String trouble;
    private long since;
    private long retries;

    Health(Diagnostics diagnostics, Redaction redaction, String sink) {
        this.diagnostics = diagnostics;
        this.redaction = redaction;
        this.sink = sink;
    }

    /**
     * Nothing is delivered. Told when it is new, or another trouble than before.
     *
     * @param kind which trouble, in a word
     * @param own our words
     * @param theirs the words of others
     */
    void failing(String kind, String own, String theirs, long ticks) {
        if (trouble == null) {
            since = ticks;
            retries = 0;
        }
        if (!kind.equals(trouble)) {
            trouble = kind;
            warn(kind, own, theirs);
        }
    }

    /** A push is repeated. */
    void repeating() {
        retries++;
    }

    /** Something was delivered. */
    void delivered(long ticks) {
        if (trouble != null) {
            trouble = null;
            Duration length = Duration.ofNanos(ticks - since);
            diagnostics.info(sink + " takes events again, after "
                    + Quantities.show(length.toSeconds() > 0 ? Duration.ofSeconds(length.toSeconds()) : length)
                    + " and "
                    + retries + (retries == 1 ? " retry" : " retries"));
        }
    }

    /** Something is worth knowing. */
    void tell(String message) {
        diagnostics.info(sink + ": " + message);
    }

    /** Something happened that does not end with the next delivery. */
    void warn(String kind, String own, String theirs) {
        String words = theirs.isEmpty() ? "" : redaction.show(theirs);
        diagnostics.warn(kind + " " + sink, sink + ": " + own + (words.isEmpty() ? "" : ": " + words));
    }
}
