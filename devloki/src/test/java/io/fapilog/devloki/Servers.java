package io.fapilog.devloki;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The servers that the contract is for: DevLoki always, and a real Loki where {@code LOKI_URL} names one. */
final class Servers {
    private static final DevLoki DEV_LOKI = DevLoki.builder()
            .limits(Limits.defaults().tenantRate(4 << 20, 6 << 20))
            .start();

    private Servers() {}

    static List<String> urls() {
        List<String> urls = new ArrayList<>(List.of(DEV_LOKI.url()));
        String real = System.getenv("LOKI_URL");
        if (real != null && !real.isEmpty()) {
            urls.add(real.replaceFirst("/+$", ""));
        }
        return urls;
    }

    /** A label value that no other test has: the servers are shared. */
    static String unique() {
        return UUID.randomUUID().toString();
    }

    /** Now in nanoseconds: real servers go by the real time. */
    static long now() {
        return System.currentTimeMillis() * 1_000_000L;
    }
}
