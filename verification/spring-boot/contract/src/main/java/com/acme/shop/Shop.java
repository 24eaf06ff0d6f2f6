package com.acme.shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The application under test. With {@code --shop.fails=true} its start fails. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Shop {
    private static final Logger LOG = LoggerFactory.getLogger(Shop.class);

    /** For Spring. */
    public Shop() {}

    /** Starts the application, logs and returns. */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(Shop.class);
        application.setRegisterShutdownHook(!Boolean.getBoolean("shop.no-hook"));
        application.run(args);
        LOG.info("the main method ends");
    }

    /** A bean that logs when it is stopped. */
    @Bean
    public Till till(Environment environment) {
        if (environment.getProperty("shop.fails", Boolean.class, false)) {
            throw new IllegalStateException("the till is stuck");
        }
        return new Till();
    }

    /** A bean that logs when the context stops and when beans are destroyed. */
    public static final class Till implements SmartLifecycle, DisposableBean {
        private volatile boolean running;

        private Till() {}

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
            LOG.info("the till stops");
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public void destroy() {
            LOG.info("the till is gone");
        }
    }
}
