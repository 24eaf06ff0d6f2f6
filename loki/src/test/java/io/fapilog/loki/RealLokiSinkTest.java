package io.fapilog.loki;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract with the server at {@code LOKI_URL}. */
@EnabledIfEnvironmentVariable(named = "LOKI_URL", matches = "https?://.+")
class RealLokiSinkTest extends LokiSinkContract {
    @Override
    String url() {
        return String.valueOf(System.getenv("LOKI_URL")).replaceAll("/+$", "");
    }
}
