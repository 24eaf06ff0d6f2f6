package com.acme.shop;

/** Spring Boot 4 with Log4j2. */
final class Boot4Log4j2Test extends SpringBootContract {
    @Override
    protected String configurationByHand() {
        return "classpath:by-hand-log4j2.xml";
    }
}
