package io.fapilog.cli;

import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import io.fapilog.cli.shop.DemoShop;
import io.fapilog.devloki.DevLoki;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the whole way of events, from the application's log calls to Loki and back, in one process. */
@Command(
        name = "demo",
        description = {
            "Shows the way of log events from an application to Loki and back.",
            "",
            "Starts an in-memory Loki on a free port, runs a small shop that logs through SLF4J, reads everything back over"
                    + " Loki's query API and counts. Needs nothing else, writes no file, and takes a second or two."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int ORDERS = 1_000;
    private static final int THREADS = 4;
    private static final String LABELS = "?labels=app=shop,env=demo";
    private static final String QUERY = "{app=\"shop\", env=\"demo\"}";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Instant began = Instant.now();
        // The server starts before there is a sink for its port; until then nothing is to be logged.
        Fapilog.builder().enabled(false).install();
        try (DevLoki server = DevLoki.start()) {
            String uri = server.lokiUri() + LABELS;
            Fapilog fapilog = Fapilog.builder()
                    .enabled(true)
                    .sink(uri)
                    .level("info,org.eclipse.jetty=off")
                    .closeTimeout(Duration.ofSeconds(30))
                    .install();
            DemoShop shop = new DemoShop();
            shop.serve(ORDERS, THREADS);
            fapilog.close();
            SinkStats stats = fapilog.stats().get(0);
            List<LokiQuery.Line> lines = new LokiQuery(server.url())
                    .lines(QUERY, began.minusSeconds(60), Instant.now().plusSeconds(60));
            Tally tally = Tally.of(shop.events(), lines);
            print(new DemoReport(uri, QUERY, ORDERS, THREADS, stats, tally, lines).text());
            return tally.isExact() ? FapilogCommand.DELIVERED : FapilogCommand.LOST;
        }
    }

    private void print(String text) {
        if (spec != null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
    }
}
