package io.fapilog.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits that end when their condition is met, and fail after a time that a busy machine does not need either. */
public final class Waiting {
    private static final Duration LONG = Duration.ofMinutes(1);

    private Waiting() {}

    /** A wait of at most a minute. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LONG);
    }
}
