package io.fapilog.verification.load;

/**
 * How a backlog went.
 *
 * @param waited from the return of the server to the first push that it took, in nanoseconds
 * @param nanos from there to the end of the backlog
 * @param events how many events arrived in that time
 * @param oldestNewest how old the newest event that had arrived was, at most, a second after the first push and later
 */
record Drain(long waited, long nanos, long events, long oldestNewest) {
    double perSecond() {
        return events * 1e9 / nanos;
    }
}
