package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fapilog.devloki.DevLoki;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The events that a Loki has stored. */
record Stored(DevLoki loki) {
    private static final JsonMapper JSON = new JsonMapper();

    List<Map<String, Object>> events() {
        return loki.entries().stream()
                .map(entry -> JSON.readValue(entry.line(), new TypeReference<Map<String, Object>>() {}))
                .toList();
    }

    List<String> messages() {
        return events().stream()
                .map(event -> String.valueOf(event.get("message")))
                .toList();
    }

    /** Waits until {@code message} is stored. */
    void awaitMessage(String message) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(messages()).contains(message));
    }

    /** The number of stored events with {@code message}. */
    long count(String message) {
        return messages().stream().filter(message::equals).count();
    }
}
