package io.fapilog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What has become of the last push of a sink. Not thread-safe; allocates nothing until it is read. */
final class LastAnswer {
    /** The HTTP status; -1 before the first push. */
    private int status = -1;

    private long ticks;
    private String words = "";

    void ended(int newStatus, long now) {
        status = newStatus;
        ticks = now;
        words = "";
    }

    void explained(String why) {
        words = why;
    }

    SinkStats.@Nullable Answer at(long now) {
        return status < 0 ? null : new SinkStats.Answer(status, words, Duration.ofNanos(now - ticks));
    }
}
