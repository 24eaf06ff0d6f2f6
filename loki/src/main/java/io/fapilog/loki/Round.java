package io.fapilog.loki;

/**
 * Events that came one after the other and were sealed together; they may be spread over several pushes. Worker only.
 */
final class Round {
    private final Account account;
    private final long start;
    private long unsettled;

    /**
     * A round of {@code events}.
     *
     * @param account where they are settled
     * @param start how many events had come before its first
     */
    Round(Account account, long start, long events) {
        this.account = account;
        this.start = start;
        this.unsettled = events;
    }

    Account account() {
        return account;
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
