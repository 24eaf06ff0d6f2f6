package io.fapilog;

import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;

/** The context of a sink under test; its jitter is always half. */
record FakeContext(TimeSource time, Ledger ledger, Diagnostics diagnostics, Runnable wake) implements Sink.Context {
    @Override
    public double random() {
        return 0.5;
    }

    @Override
    public Thread newThread(Runnable task, String name) {
        return new FapilogThread(task, name);
    }

    @Override
    public void wakeUp() {
        wake.run();
    }
}
