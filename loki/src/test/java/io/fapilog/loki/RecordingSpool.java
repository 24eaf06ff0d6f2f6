package io.fapilog.loki;

import io.fapilog.spi.Spool;
import io.fapilog.spi.SpoolEntry;
import io.fapilog.spi.SpoolRecord;
import java.util.ArrayList;
import java.util.List;

/** Keeps nothing but what was acknowledged. */
final class RecordingSpool implements Spool {
    final List<Long> acknowledged = new ArrayList<>();

    @Override
    public long append(SpoolEntry entry) {
        return NOT_KEPT;
    }

    @Override
    public void acknowledge(long from, long to) {
        for (long each = from; each < to; each++) {
            acknowledged.add(each);
        }
    }

    @Override
    public long release(long from, long to) {
        return 0;
    }

    @Override
    public List<SpoolRecord> read(int bytes) {
        return List.of();
    }

    @Override
    public boolean isRecovering() {
        return false;
    }

    @Override
    public long waiting() {
        return 0;
    }

    @Override
    public long oldest() {
        return NO_EVENT;
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
    public long deadline(long ticks) {
        return ticks + Long.MAX_VALUE / 2;
    }

    @Override
    public void close() {}
}
