package io.fapilog.jul;

import io.fapilog.contract.AdapterContract;
import io.fapilog.contract.LoggingSystem;
import java.text.NumberFormat;
import java.util.Locale;

class JulContractTest extends AdapterContract {
    @Override
    protected LoggingSystem makeSystem() {
        return new JulSystem();
    }

    @Override
    protected String shown(Object number) {
        return NumberFormat.getInstance(Locale.getDefault(Locale.Category.FORMAT))
                .format(number);
    }
}
