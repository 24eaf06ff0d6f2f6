package io.fapilog.verification.benchmarks;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import java.util.Map;

/** The events that the benchmarks use: a line of 260 bytes with two MDC entries and four arguments. */
public final class Orders {
    /** The name of the logger. */
    public static final String LOGGER = "com.acme.shop.checkout.Orders";

    /** The message as applications write it. */
    public static final String PATTERN = "order {} accepted: {} items for {} from warehouse {}";

    /** The MDC. */
    public static final Map<String, String> CONTEXT =
            Map.of("trace_id", "0af7651916cd43dd8448eb211c80319c", "user", "c-58129");

    private Orders() {}

    /** The event with the number {@code i}. */
    public static LogEvent event(int i) {
        return event(
                "order " + i + " accepted: " + i % 7 + " items for " + i % 9_973 / 100.0 + " from warehouse " + i % 12);
    }

    /** An event with {@code message}. */
    public static LogEvent event(String message) {
        return LogEvent.builder(Level.INFO, LOGGER, message)
                .thread("http-nio-8080-exec-7")
                .context(CONTEXT)
                .build();
    }
}
