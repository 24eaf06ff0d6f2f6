package io.fapilog.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.contract.AdapterContract;
import io.fapilog.contract.LoggingSystem;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.junit.jupiter.api.Test;

/** The contract with Log4j's default loggers, which reuse their events, and with all loggers asynchronous. */
class Log4jContractTest extends AdapterContract {
    @Override
    protected LoggingSystem makeSystem() {
        return new Log4jSystem("Root");
    }

    @Test
    void framework_isAsynchronousWhereThatIsToBeTested() {
        assertThat(LogManager.getContext(false) instanceof AsyncLoggerContext)
                .isEqualTo(System.getProperty("log4j2.contextSelector") != null);
    }
}
