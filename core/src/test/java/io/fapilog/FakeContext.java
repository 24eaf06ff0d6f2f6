package io.fapilog;

import io.fapilog.spi.Ledger;
import io.fapilog.spi.SinkContext;
import io.fapilog.spi.TimeSource;

/** What a sink under test is given; its jitter is always half. */
record FakeContext(TimeSource time, Ledger ledger, Diagnostics diagnostics, Runnable wake) implements SinkContext {
    @Override
    public double random() {
        return 0.5;
    }

    @Override
    public void wakeUp() {
        wake.run();
    }
}
