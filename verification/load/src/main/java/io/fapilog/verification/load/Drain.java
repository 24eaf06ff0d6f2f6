package io.fapilog.verification.load;

/**
 * The measurements of the delivery of a backlog.
 *
 * @param waited the time from the end of the outage to the first accepted push, in nanoseconds
 * @param nanos the time from the first accepted push to the end of the backlog
 * @param events the number of events that arrived in {@code nanos}
 * @param oldestNewest the greatest age of the newest arrived event, measured from a second after the first push
 */
record Drain(long waited, long nanos, long events, long oldestNewest) {
    double perSecond() {
        return events * 1e9 / nanos;
    }
}
