package io.fapilog.jul;

import io.fapilog.contract.LoggingSystem;
import io.fapilog.contract.SettingsContract;

class JulSettingsContractTest extends SettingsContract {
    @Override
    protected LoggingSystem makeSystem() {
        return new JulSystem();
    }
}
