package com.example.shop;

import java.io.IOException;
import java.io.InputStream;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * A program that logs and ends. {@code logging.properties} configures the handler, {@code FAPILOG_SINKS} where the
 * events go.
 */
public final class Shop {
    private static final Logger log = Logger.getLogger(Shop.class.getName());

    private Shop() {}

    public static void main(String[] args) throws IOException {
        // Not needed with: java -Djava.util.logging.config.file=logging.properties
        try (InputStream configuration = Shop.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(configuration);
        }
        log.info("the shop opens");
        log.log(Level.INFO, "order {0} taken", 7);
        try {
            pay();
        } catch (IllegalStateException e) {
            log.log(Level.SEVERE, "order 7 failed", e);
        }
        log.info("the shop closes");
    }

    private static void pay() {
        throw new IllegalStateException("no cash");
    }
}
