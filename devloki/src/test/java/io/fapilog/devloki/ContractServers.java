package io.fapilog.devloki;

import io.fapilog.spi.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The servers that the contract tests run against: DevLoki, and a real Loki if {@code LOKI_URL} is set. */
final class ContractServers {
    private static final DevLoki DEV_LOKI = DevLoki.builder()
            .limits(Limits.defaults().tenantRate(4 << 20, 6 << 20))
            .start();

    private ContractServers() {}

    static List<String> urls() {
        List<String> urls = new ArrayList<>(List.of(DEV_LOKI.url()));
        String real = System.getenv("LOKI_URL");
        if (real != null && !real.isEmpty()) {
            urls.add(real.replaceFirst("/+$", ""));
        }
        return urls;
    }

    /** A unique label value, since tests share the servers. */
    static String unique() {
        return UUID.randomUUID().toString();
    }

    /** The current time in nanoseconds since 1970. A real server uses the system clock. */
    static long now() {
        return TimeSource.system().epochNanos();
    }
}
