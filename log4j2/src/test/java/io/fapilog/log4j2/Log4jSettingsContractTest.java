package io.fapilog.log4j2;

import io.fapilog.contract.LoggingSystem;
import io.fapilog.contract.SettingsContract;

class Log4jSettingsContractTest extends SettingsContract {
    @Override
    protected LoggingSystem makeSystem() {
        return new Log4jSystem("Root");
    }
}
