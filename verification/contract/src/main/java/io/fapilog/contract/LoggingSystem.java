package io.fapilog.contract;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A logging framework with fapilog's adapter, as used by the contract. */
public interface LoggingSystem {
    /** Loggers that log during a test but are not part of it. */
    List<String> NOISY = List.of("org.junit", "java", "javax", "sun");

    /** The capabilities of the framework. */
    Set<Capability> capabilities();

    /** The framework's levels, {@code INFO} included, mapped to the levels of the events. */
    Map<String, Level> levels();

    /**
     * Configures the framework, replacing an earlier configuration. The root logger has the lowest level, and the
     * adapter has {@code settings} (named as in fapilog's builder) and {@code sinks}. A framework that includes {@code
     * java.util.logging} leaves out the loggers {@link #NOISY}.
     */
    void start(Map<String, String> settings, String... sinks);

    /**
     * Starts the adapter with one setting and the sink {@code capture://a}, whatever characters {@code value} has:
     * without the file of a configuration if it cannot hold them all.
     */
    default void startWithAnyText(String setting, String value) {
        start(Map.of(setting, value), "capture://a");
    }

    /** The pipeline behind the adapter; null if the adapter is off. */
    @Nullable
    Fapilog fapilog();

    /** Logs {@code call} as an application does. */
    void log(Call call);

    /** The warnings that the adapter reported since the last start, through the framework's own status channel. */
    List<String> warnings();

    /** Stops the framework, or removes the adapter if the framework cannot be stopped. Idempotent. */
    void stop();
}
