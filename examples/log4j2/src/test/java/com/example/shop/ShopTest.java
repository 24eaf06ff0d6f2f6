package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.StoredEntry;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Runs the program as a user would, and reads its events back. */
class ShopTest {
    @Test
    void main_deliversEveryEventBeforeItEnds() throws Exception {
        try (DevLoki loki = DevLoki.start()) {
            assertEquals(0, runShop("LOKI_URL", loki.lokiUri()));
            List<String> lines = loki.entries("{app=\"shop\",env=\"dev\"}").stream()
                    .map(StoredEntry::line)
                    .toList();
            assertEquals(4, lines.size(), () -> String.join("\n", lines));
            assertTrue(lines.get(0).contains("\"message\":\"the shop opens\""));
            assertTrue(lines.get(1).contains("\"message\":\"order 7 taken\""));
            assertTrue(lines.get(1).contains("\"requestId\":\"r-1\""));
            assertTrue(lines.get(2).contains("\"exception_message\":\"no cash\""));
            assertTrue(lines.get(3).contains("\"message\":\"the shop closes\""));
        }
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
