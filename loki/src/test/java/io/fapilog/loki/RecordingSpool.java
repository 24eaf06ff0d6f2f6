package io.fapilog.loki;

import io.fapilog.spi.Ledger;
import io.fapilog.spi.Spool;
import io.fapilog.spi.TimeSource;
import java.util.ArrayList;
import java.util.List;

/** A spool that stores nothing. It records the positions that are acknowledged or released. */
final class RecordingSpool implements Spool {
    final List<Long> acknowledged = new ArrayList<>();
    final List<Long> released = new ArrayList<>();
    long oldest = Ledger.NO_EVENT;
    boolean recovering;

    @Override
    public long append(Spool.Entry entry) {
        return NOT_ON_DISK;
    }

    @Override
    public void acknowledge(long from, long to) {
        for (long each = from; each < to; each++) {
            acknowledged.add(each);
        }
    }

    @Override
    public long release(long from, long to) {
        for (long each = from; each < to; each++) {
            released.add(each);
        }
        return to - from;
    }

    @Override
    public List<Spool.Stored> read(int bytes) {
        return List.of();
    }

    @Override
    public boolean isRecovering() {
        return recovering;
    }

    @Override
    public long spooled() {
        return 0;
    }

    @Override
    public long oldest() {
        return oldest;
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
