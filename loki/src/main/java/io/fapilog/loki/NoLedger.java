package io.fapilog.loki;

import io.fapilog.DropReason;
import io.fapilog.spi.Ledger;

/** A ledger that counts nothing, for an event that is not one of the application. Stateless. */
final class NoLedger implements Ledger {
    @Override
    public void delivered(long events) {}

    @Override
    public void rejected(long events) {}

    @Override
    public void uncertain(long events) {}

    @Override
    public void dropped(DropReason reason, long events) {}

    @Override
    public void spooled(long events) {}

    @Override
    public void unspooled(long events) {}

    @Override
    public void recovered(long events) {}

    @Override
    public void droppedFromSpool(DropReason reason, long events) {}

    @Override
    public void spool(long bytes, long oldest) {}

    @Override
    public void truncated() {}

    @Override
    public void redactionFailed() {}

    @Override
    public void retried() {}

    @Override
    public void pushed(int status, long bytes, long nanos) {}
}
