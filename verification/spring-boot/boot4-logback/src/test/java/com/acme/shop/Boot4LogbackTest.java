package com.acme.shop;

/** Spring Boot 4 with Logback. */
final class Boot4LogbackTest extends SpringBootContract {
    @Override
    protected String configurationByHand() {
        return "classpath:by-hand-logback.xml";
    }
}
