package io.fapilog.contract;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A logging framework with fapilog's adapter in it, as the contract drives it. */
public interface LoggingSystem {
    /** Loggers that are at work during a test without having to do with it. */
    List<String> NOISY = List.of("org.junit", "java", "javax", "sun");

    /** What it can do. */
    Set<Capability> capabilities();

    /** The framework's levels and what each becomes; {@code INFO} is among them. */
    Map<String, Level> levels();

    /**
     * Configures the framework, anew when it was before: the root logger at the lowest level, the adapter with {@code
     * settings} (by the names of fapilog's builder) and {@code sinks}. Of {@code java.util.logging}, where it comes in,
     * all but {@link #NOISY}.
     */
    void start(Map<String, String> settings, String... sinks);

    /** The pipeline behind the adapter; null when it stayed off. */
    @Nullable
    Fapilog fapilog();

    /** Logs as an application does. */
    void log(Call call);

    /** What the adapter has said about itself since the last start, to whoever the framework lets it say this. */
    List<String> warnings();

    /** Stops the framework, or takes the adapter out where it cannot be stopped. Called twice, it does nothing more. */
    void stop();
}
