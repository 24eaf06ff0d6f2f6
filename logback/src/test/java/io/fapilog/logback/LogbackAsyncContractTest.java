package io.fapilog.logback;

import io.fapilog.contract.AdapterContract;
import io.fapilog.contract.LoggingSystem;

/** Behind Logback's own asynchronous appender. */
class LogbackAsyncContractTest extends AdapterContract {
    @Override
    protected LoggingSystem makeSystem() {
        return new LogbackSystem(true);
    }
}
