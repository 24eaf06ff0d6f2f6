package io.fapilog.verification;

import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application that logs at full speed and prints the ledger at the end: {@code THREADS EVENTS-PER-THREAD}. */
final class BurstApplication {
    private static final Logger LOG = LoggerFactory.getLogger("burst.Application");
    private static final String PADDING = "x".repeat(120);

    private BurstApplication() {}

    public static void main(String[] arguments) throws InterruptedException {
        int threads = Integer.parseInt(arguments[0]);
        int events = Integer.parseInt(arguments[1]);
        List<Thread> producers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int producer = i;
            Thread thread = new Thread(() -> log(producer, events), "producer-" + producer);
            thread.start();
            producers.add(thread);
        }
        for (Thread thread : producers) {
            thread.join();
        }
        boolean complete = Fapilog.current().close(Duration.ofMinutes(2));
        SinkStats stats = Fapilog.current().stats().get(0);
        System.out.println(
                "complete=" + complete + " accepted=" + stats.events().accepted() + " delivered="
                        + stats.events().delivered() + " balances=" + stats.balances() + " " + stats);
    }

    private static void log(int producer, int events) {
        for (int i = 0; i < events; i++) {
            LOG.info("{}-{} {}", producer, i, PADDING);
        }
    }
}
