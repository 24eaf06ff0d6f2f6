package io.fapilog.loki;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract against the server that {@code LOKI_URL} names. */
@EnabledIfEnvironmentVariable(named = "LOKI_URL", matches = "https?://.+")
class RealLokiSinkTest extends LokiSinkContract {
    @Override
    String url() {
        return String.valueOf(System.getenv("LOKI_URL")).replaceAll("/+$", "");
    }
}
