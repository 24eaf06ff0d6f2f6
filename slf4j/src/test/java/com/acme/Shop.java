package com.acme;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** An application that depends only on SLF4J. */
public final class Shop {
    private static final Logger LOG = LoggerFactory.getLogger("com.acme.Shop");

    private Shop() {}

    /** Logs and returns. */
    public static void main(String[] args) {
        MDC.put("trace_id", "4bf92f35");
        LOG.info("order {} placed", 4711);
        LOG.debug("not shown by default");
        LOG.atWarn().addKeyValue("stock", 3).log("few left");
        LOG.error("payment failed", new IllegalStateException("no answer"));
    }
}
