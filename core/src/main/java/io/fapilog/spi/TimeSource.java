package io.fapilog.spi;

/** A clock. Thread-safe. Tests use a manual one. */
public interface TimeSource {
    /** A time left, in nanoseconds, that stands for "never". Two of them can be added without overflow. */
    long NEVER = Long.MAX_VALUE / 2;

    /** Nanoseconds of a clock that never goes back, for deadlines; values may be compared by subtraction only. */
    long ticks();

    /** The wall-clock time in nanoseconds since the epoch, for time stamps and ages. */
    long epochNanos();

    /** The clocks of the machine, at the resolution that the JDK offers. */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
