package com.acme.shop;

/** Spring Boot 3 with Logback. */
final class Boot3LogbackTest extends SpringBootContract {
    @Override
    protected String configurationByHand() {
        return "classpath:by-hand-logback.xml";
    }
}
