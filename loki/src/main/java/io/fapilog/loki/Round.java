package io.fapilog.loki;

/** Events that came one after the other and were sealed together; they may be spread over several pushes. Worker only. */
final class Round {
    private final long start;
    private long unsettled;

    /**
     * A round of {@code events}.
     *
     * @param start how many events had come before its first
     */
    Round(long start, long events) {
        this.start = start;
        this.unsettled = events;
    }

    long start() {
        return start;
    }

    void settle(long events) {
        unsettled -= events;
    }

    long unsettled() {
        return unsettled;
    }

    boolean isSettled() {
        return unsettled == 0;
    }
}
