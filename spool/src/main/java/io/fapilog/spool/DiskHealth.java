package io.fapilog.spool;

import io.fapilog.config.Quantities;
import io.fapilog.spi.Spool;
import java.nio.file.Path;
import java.time.Duration;

/** Whether the disk can be used, when it is tried again, and what the operator is told of it: each trouble once. */
final class DiskHealth {
    private static final long RETRY_NANOS = Duration.ofSeconds(30).toNanos();

    private final Path directory;
    private final Spool.Context context;
    private boolean down = true;
    private boolean troubled;
    private long retryAt;
    private long readAgainAt;

    /** Down at first, until it is tried, which may be at once. */
    DiskHealth(Path directory, Spool.Context context) {
        this.directory = directory;
        this.context = context;
        this.retryAt = context.time().ticks();
        this.readAgainAt = retryAt;
    }

    boolean isDown() {
        return down;
    }

    /** When it is tried again, in ticks. */
    long retryAt() {
        return retryAt;
    }

    /** Whether it is down and it is time to try again; then it is taken as up, unless it fails. */
    boolean takeRetry(long ticks) {
        boolean retry = down && ticks - retryAt >= 0;
        down &= !retry;
        return retry;
    }

    boolean isReadable() {
        return context.time().ticks() - readAgainAt >= 0;
    }

    /** Everything was written, and is on the disk. */
    void worked() {
        if (troubled) {
            troubled = false;
            context.diagnostics().info("spool: " + directory + " works again");
        }
    }

    void takeDown() {
        down = true;
        retryAt = context.time().ticks() + RETRY_NANOS;
    }

    void tellFailed(Throwable e) {
        if (!troubled) {
            troubled = true;
            String again = Quantities.show(Duration.ofNanos(RETRY_NANOS));
            warn(
                    "spool disk",
                    "it cannot be used, so events are kept in memory alone; it is tried again every " + again + ": "
                            + words(e));
        }
    }

    void readingFailed(Throwable e) {
        readAgainAt = context.time().ticks() + RETRY_NANOS;
        warn("spool reading", "it cannot be read, and is tried again later: " + words(e));
    }

    /** It is closed for ever. */
    void end() {
        down = true;
        retryAt = context.time().ticks() + Long.MAX_VALUE / 2;
    }

    private static String words(Throwable e) {
        try {
            return e.toString();
        } catch (Throwable more) {
            return e.getClass().getName();
        }
    }

    /** Tells the operator. That this fails, as when memory is short, must not cost events: it does not throw. */
    void warn(String key, String message) {
        try {
            context.diagnostics().warn(key, "spool: " + directory + ": " + message);
        } catch (Throwable e) {
            // There is nowhere left to tell it.
        }
    }
}
