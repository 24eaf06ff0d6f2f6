package io.fapilog.logback;

import io.fapilog.contract.LoggingSystem;
import io.fapilog.contract.SettingsContract;

class LogbackSettingsContractTest extends SettingsContract {
    @Override
    protected LoggingSystem makeSystem() {
        return new LogbackSystem(false);
    }
}
