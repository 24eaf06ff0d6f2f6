package io.fapilog.logback;

import io.fapilog.contract.AdapterContract;
import io.fapilog.contract.LoggingSystem;

/** The contract behind Logback's own asynchronous appender. */
class LogbackAsyncContractTest extends AdapterContract {
    @Override
    protected LoggingSystem makeSystem() {
        return new LogbackSystem(true);
    }
}
