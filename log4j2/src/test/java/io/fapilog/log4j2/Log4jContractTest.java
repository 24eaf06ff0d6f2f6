package io.fapilog.log4j2;

import io.fapilog.contract.AdapterContract;
import io.fapilog.contract.LoggingSystem;

/** With Log4j's loggers as they are by default, whose events are used again. */
class Log4jContractTest extends AdapterContract {
    @Override
    protected LoggingSystem makeSystem() {
        return new Log4jSystem("Root");
    }
}
