package io.fapilog;

import java.util.List;

/**
 * A sink as it was understood and as it is at one moment. Immutable, without secrets.
 *
 * @param settings its settings, sorted by name; empty for a kind of sink that does not state them
 * @param stats its ledger
 */
public record SinkView(List<SinkSetting> settings, SinkStats stats) {
    /** A view with a copy of the settings. */
    public SinkView {
        settings = List.copyOf(settings);
    }

    /** The name of the sink, without secrets. */
    public String name() {
        return stats.sink();
    }
}
