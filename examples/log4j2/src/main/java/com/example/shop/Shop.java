package com.example.shop;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;

/** A program that logs and ends. {@code log4j2.xml} configures where the events go. */
public final class Shop {
    private static final Logger log = LogManager.getLogger(Shop.class);

    private Shop() {}

    public static void main(String[] args) {
        log.info("the shop opens");
        ThreadContext.put("requestId", "r-1");
        log.info("order {} taken", 7);
        try {
            pay();
        } catch (IllegalStateException e) {
            log.error("order {} failed", 7, e);
        } finally {
            ThreadContext.clearMap();
        }
        log.info("the shop closes");
    }

    private static void pay() {
        throw new IllegalStateException("no cash");
    }
}
