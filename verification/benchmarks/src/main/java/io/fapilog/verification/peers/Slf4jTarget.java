package io.fapilog.verification.peers;

import io.fapilog.Fapilog;
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
        logger = LoggerFactory.getLogger(Shop.LOGGER);
    }

    @Override
    public void enter() {
        MDC.put("trace_id", Shop.TRACE_ID);
        MDC.put("user", Shop.USER);
    }

    @Override
    public void log(long number) {
        logger.info(Shop.PATTERN, number, number % 7, number % 9_973 / 100.0, number % 12);
    }

    @Override
    public void close() {
        fapilog.close(Duration.ofMinutes(1));
    }
}
