package io.fapilog.spi;

import java.util.List;

/** The spool of a sink without a spool. */
enum NoSpool implements Spool {
    INSTANCE;

    @Override
    public long append(Entry entry) {
        return NOT_ON_DISK;
    }

    @Override
    public void acknowledge(long from, long to) {}

    @Override
    public long release(long from, long to) {
        return 0;
    }

    @Override
    public List<Stored> read(int bytes) {
        return List.of();
    }

    @Override
    public boolean isRecovering() {
        return false;
    }

    @Override
    public long spooled() {
        return 0;
    }

    @Override
    public long oldest() {
        return Ledger.NO_EVENT;
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public int doWork(long ticks) {
        return 0;
    }

    @Override
    public long untilWork(long ticks) {
        return TimeSource.NEVER;
    }

    @Override
    public void close() {}
}
