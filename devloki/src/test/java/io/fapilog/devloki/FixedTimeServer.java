package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/** Base class of tests with a DevLoki whose clock does not advance by itself. */
abstract class FixedTimeServer {
    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    final AtomicReference<Instant> clock = new AtomicReference<>(START);
    DevLoki loki = DevLoki.builder().clock(clock::get).start();

    @AfterEach
    void close() {
        loki.close();
    }

    LokiApi restarted(DevLokiBuilder settings) {
        loki.close();
        loki = settings.clock(clock::get).start();
        return new LokiApi(loki.url());
    }

    LokiApi limited(Limits limits) {
        return restarted(DevLoki.builder().limits(limits));
    }

    static String at(long nanos) {
        return Long.toString(START.getEpochSecond() * 1_000_000_000L + nanos);
    }

    static String body(String app, String... lines) {
        List<?>[] values = IntStream.range(0, lines.length)
                .mapToObj(i -> List.of(at(i), lines[i]))
                .toArray(List<?>[]::new);
        return json(stream(Map.of("app", app), values));
    }

    HttpResponse<String> push(String app, String... lines) throws Exception {
        return new LokiApi(loki.url()).push(body(app, lines));
    }
}
