package io.fapilog.verification;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.SinkStats;
import java.io.IOException;
import java.time.Duration;

/**
 * An application that logs to standard output. For every byte of its standard input it logs as many events as the byte
 * says times ten, and prints the ledger to standard error: {@code delivered=… dropped=…}.
 */
final class PrintingApplication {
    private static final Duration LONG = Duration.ofMinutes(1);

    private PrintingApplication() {}

    public static void main(String[] arguments) throws IOException {
        int number = 0;
        try (Fapilog fapilog = Fapilog.builder().sink("stdout?format=json").start()) {
            for (int tens = System.in.read(); tens > 0; tens = System.in.read()) {
                for (int i = 0; i < 10 * tens; i++) {
                    fapilog.log(LogEvent.builder(Level.INFO, "shop.Orders", "number " + number++)
                            .build());
                }
                boolean settled = fapilog.flush(LONG);
                SinkStats.Events events = fapilog.stats().get(0).events();
                System.err.println("settled=" + settled + " delivered=" + events.delivered() + " dropped="
                        + events.totalDropped() + ".");
            }
        }
    }
}
