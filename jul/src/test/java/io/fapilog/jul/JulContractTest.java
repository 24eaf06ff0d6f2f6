package io.fapilog.jul;

import io.fapilog.contract.AdapterContract;
import io.fapilog.contract.LoggingSystem;
import java.text.NumberFormat;

class JulContractTest extends AdapterContract {
    @Override
    protected LoggingSystem makeSystem() {
        return new JulSystem();
    }

    @Override
    protected String shown(Object number) {
        return NumberFormat.getInstance().format(number);
    }
}
