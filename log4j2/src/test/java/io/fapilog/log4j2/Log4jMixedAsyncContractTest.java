package io.fapilog.log4j2;

import io.fapilog.contract.AdapterContract;
import io.fapilog.contract.LoggingSystem;

/** Behind an asynchronous logger among synchronous ones. */
class Log4jMixedAsyncContractTest extends AdapterContract {
    @Override
    protected LoggingSystem makeSystem() {
        return new Log4jSystem("AsyncRoot");
    }
}
