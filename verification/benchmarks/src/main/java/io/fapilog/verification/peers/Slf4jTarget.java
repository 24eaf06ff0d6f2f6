package io.fapilog.verification.peers;

import io.fapilog.Fapilog;
import io.fapilog.verification.benchmarks.Orders;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** fapilog's own provider of SLF4J. */
final class Slf4jTarget implements Target {
    private final Fapilog fapilog;
    private final Logger logger;

    Slf4jTarget(int port) {
        fapilog = Fapilog.builder().environment(false).sink(Shop.sink(port)).install();
        logger = LoggerFactory.getLogger(Orders.LOGGER);
    }

    @Override
    public void enter() {
        Orders.CONTEXT.forEach(MDC::put);
    }

    @Override
    public void log(long number) {
        Shop.log(logger, number);
    }

    @Override
    public void close() {
        fapilog.close(Duration.ofMinutes(1));
    }
}
