package io.fapilog.logback;

import io.fapilog.contract.AdapterContract;
import io.fapilog.contract.LoggingSystem;

class LogbackContractTest extends AdapterContract {
    @Override
    protected LoggingSystem makeSystem() {
        return new LogbackSystem(false);
    }
}
