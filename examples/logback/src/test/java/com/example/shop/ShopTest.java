package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fapilog.devloki.ArrivedEvents;
import io.fapilog.devloki.DevLokiExtension;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the program as a user would, and reads its events back. */
class ShopTest {
    @RegisterExtension
    static final DevLokiExtension LOKI = new DevLokiExtension();

    @Test
    void main_deliversEveryEventBeforeItEnds() throws Exception {
        assertEquals(0, runShop("LOKI_URL", LOKI.server().lokiUri()));

        ArrivedEvents events = LOKI.events().withLabel("app", "shop").withLabel("env", "dev");
        events.hasSize(4);
        events.inOrder("the shop opens", "order 7 taken", "order 7 failed", "the shop closes");
        events.withField("requestId", "r-1").withField("amount", 12.5).inOrder("order 7 taken");
        events.withField("exception_message", "no cash").hasSize(1);
    }

    /** Runs the program in a new JVM, without the test classes on the class path. */
    private static int runShop(String variable, String value) throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder shop = new ProcessBuilder(java, "-cp", classPath, Shop.class.getName());
        shop.environment().put(variable, value);
        shop.redirectErrorStream(true).redirectOutput(new File("target", "shop.log"));
        return shop.start().waitFor();
    }
}
