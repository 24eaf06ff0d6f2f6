package io.fapilog.slf4j;

import io.fapilog.contract.AdapterContract;
import io.fapilog.contract.LoggingSystem;

class Slf4jContractTest extends AdapterContract {
    @Override
    protected LoggingSystem makeSystem() {
        return new Slf4jSystem();
    }
}
