package io.fapilog.log4j2;

import io.fapilog.contract.AdapterContract;
import io.fapilog.contract.LoggingSystem;
import io.fapilog.contract.ModulePath;
import org.junit.jupiter.api.condition.DisabledIf;

/** The contract behind an asynchronous logger among synchronous ones. */
@DisabledIf("isDisruptorUnfit")
class Log4jMixedAsyncContractTest extends AdapterContract {
    @Override
    protected LoggingSystem makeSystem() {
        return new Log4jSystem("AsyncRoot");
    }

    /** Disruptor 3, which the lowest version of Log4j needs, accesses memory in a way that newer JDKs deny. */
    static boolean isDisruptorUnfit() {
        return Runtime.version().feature() >= 24
                && ModulePath.where(com.lmax.disruptor.RingBuffer.class).contains("disruptor-3");
    }
}
