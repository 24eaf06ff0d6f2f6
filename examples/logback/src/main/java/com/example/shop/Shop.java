package com.example.shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A program that logs and ends. {@code logback.xml} configures where the events go. */
public final class Shop {
    private static final Logger log = LoggerFactory.getLogger(Shop.class);

    private Shop() {}

    public static void main(String[] args) {
        log.info("the shop opens");
        MDC.put("requestId", "r-1");
        log.atInfo().addKeyValue("amount", 12.5).log("order {} taken", 7);
        try {
            pay();
        } catch (IllegalStateException e) {
            log.error("order {} failed", 7, e);
        } finally {
            MDC.clear();
        }
        log.info("the shop closes");
    }

    private static void pay() {
        throw new IllegalStateException("no cash");
    }
}
