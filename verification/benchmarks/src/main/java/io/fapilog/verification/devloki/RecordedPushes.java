package io.fapilog.verification.devloki;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.ReceivedPush;
import io.fapilog.verification.benchmarks.Orders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The pushes that a Loki sink makes of a number of events, to be sent again without the cost of making them.
 *
 * @param pushes the pushes, with their bodies
 * @param events the number of events in them
 */
record RecordedPushes(List<ReceivedPush> pushes, int events) {
    /** The label of all streams. */
    static final String APP = "bench";

    private static final int PART = 50_000;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** Events as an application writes them, 1 in 10 a WARN and 1 in 100 an ERROR, in {@code streams} streams. */
    static RecordedPushes of(int events, int streams) {
        List<ReceivedPush> recorded = new ArrayList<>();
        for (int from = 0; from < events; from += PART) {
            recorded.addAll(record(from, Math.min(events, from + PART), streams));
        }
        return new RecordedPushes(recorded, events);
    }

    private static List<ReceivedPush> record(int from, int to, int streams) {
        try (DevLoki server = DevLoki.builder().recordBodies(true).start()) {
            try (Fapilog fapilog = Fapilog.builder()
                    .sink(server.lokiUri() + "?labels=app=" + APP + "&label_fields=shard&overflow=block")
                    .start()) {
                for (int i = from; i < to; i++) {
                    fapilog.log(event(i, i % streams));
                }
                if (!fapilog.flush(LONGEST)) {
                    throw new IllegalStateException("the events were not delivered");
                }
            }
            return server.pushes();
        }
    }

    private static LogEvent event(int number, int stream) {
        Level level = number % 100 == 0 ? Level.ERROR : number % 10 == 0 ? Level.WARN : Level.INFO;
        String message = "order " + number + " accepted: " + number % 7 + " items for " + number % 9_973 / 100.0
                + " from warehouse " + number % 12;
        return LogEvent.builder(level, Orders.LOGGER, message)
                .thread("http-nio-8080-exec-7")
                .context(Orders.CONTEXT)
                .context(Map.of("shard", "s" + stream))
                .build();
    }
}
