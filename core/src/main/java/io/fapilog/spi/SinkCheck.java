package io.fapilog.spi;

import io.fapilog.Finding;
import io.fapilog.SinkSetting;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Finds out whether events of a sink would arrive, and why not. Called by one thread, which may block. */
@FunctionalInterface
public interface SinkCheck {
    /**
     * Checks the sink step by step and tells each result at once. Steps that a failure makes pointless are left out.
     * Every step has a timeout.
     *
     * @param offline whether only the settings are checked: no network, no files
     * @param findings receives the results
     */
    void run(boolean offline, Consumer<Finding> findings);

    /** A check of a sink of which nothing but the settings can be checked. */
    static SinkCheck ofSettings(String sink, List<SinkSetting> settings) {
        return (offline, findings) -> {
            findings.accept(new Finding(sink, Finding.Outcome.OK, "settings", given(settings), ""));
            findings.accept(new Finding(sink, Finding.Outcome.OK, "defaults", others(settings), ""));
        };
    }

    private static String given(List<SinkSetting> settings) {
        String given = join(settings, true);
        return given.isEmpty() ? "all have their defaults" : given;
    }

    private static String others(List<SinkSetting> settings) {
        String others = join(settings, false);
        return others.isEmpty() ? "none" : others;
    }

    private static String join(List<SinkSetting> settings, boolean given) {
        return settings.stream()
                .filter(setting -> setting.given() == given)
                .map(SinkSetting::toString)
                .collect(Collectors.joining(", "));
    }
}
