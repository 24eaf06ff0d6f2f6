package io.fapilog.cli;

import io.fapilog.Fapilog;
import io.fapilog.cli.shop.DemoShop;
import io.fapilog.cli.shop.ShopDay;
import io.fapilog.devloki.DevLoki;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs an application, fapilog and an in-memory Loki in one process, and compares what was logged and stored. */
@Command(
        name = "demo",
        description = {
            "Runs a small application, ships its log events to an in-memory Loki and reads them back.",
            "",
            "The application logs through SLF4J on several threads. The in-memory Loki listens on a free port of 127.0.0.1"
                    + " and is queried over Loki's HTTP API. Needs no other program, writes no file, and takes about two"
                    + " seconds.",
            "",
            "With --stay, the shop goes on until Ctrl-C: five orders a second, and a bank that does not answer for 12 s in"
                    + " every 80 s. The page of the in-memory Loki shows it."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int ORDERS = 1_000;
    private static final int THREADS = 4;
    private static final String LABELS = "?labels=app=shop,env=demo";
    private static final String QUERY = "{app=\"shop\", env=\"demo\"}";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--stay", description = "Go on until Ctrl-C, so that there is something to look at.")
    private boolean stay;

    @Option(names = "--open", description = "Open the page in the browser. Implies --stay.")
    private boolean open;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            defaultValue = "3100",
            description =
                    "The port of the in-memory Loki with --stay; 0 chooses a free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return stay || open ? stay() : compare();
    }

    private int stay() {
        Fapilog.builder().enabled(false).install();
        try (DevLoki server = DevLokiCommand.start(DevLoki.builder(), port)) {
            introduce(server);
            Fapilog fapilog = install(server.lokiUri() + LABELS);
            Interruption interruption = new Interruption(Thread.currentThread()::interrupt);
            new ShopDay(new DemoShop()).run();
            int code = fapilog.close(Duration.ofSeconds(5)) ? FapilogCommand.DELIVERED : FapilogCommand.LOST;
            interruption.end(code);
            return code;
        }
    }

    private void introduce(DevLoki server) {
        if (spec == null) {
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("A shop logs to an in-memory Loki; every 80 s its bank does not answer for 12 s. Ctrl-C ends it.");
        out.println();
        out.println("  look at it   " + server.url() + "/");
        out.println("  rehearse     curl " + server.url() + "/_faults -d '429 for 30s'");
        out.flush();
        if (open) {
            new DevLokiIntroduction(out, server).open(new Browser());
        }
    }

    private int compare() throws IOException, InterruptedException {
        Instant began = Instant.now();
        // The sink needs the port of the server; what the server logs until then must not go to another sink.
        Fapilog.builder().enabled(false).install();
        try (DevLoki server = DevLoki.start()) {
            String uri = server.lokiUri() + LABELS;
            Fapilog fapilog = install(uri);
            DemoShop shop = new DemoShop();
            shop.serve(ORDERS, THREADS);
            fapilog.close();
            List<LokiQuery.Line> lines = new LokiQuery(server.url())
                    .lines(QUERY, began.minusSeconds(60), Instant.now().plusSeconds(60));
            Tally tally = Tally.of(shop.events(), lines);
            print(new DemoReport(uri, QUERY, ORDERS, THREADS, fapilog.stats().get(0), tally, lines).text());
            return tally.isExact() ? FapilogCommand.DELIVERED : FapilogCommand.LOST;
        }
    }

    private static Fapilog install(String uri) {
        return Fapilog.builder()
                .enabled(true)
                .sink(uri)
                .level("info,org.eclipse.jetty=off")
                .closeTimeout(Duration.ofSeconds(30))
                .install();
    }

    private void print(String text) {
        if (spec != null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
    }
}
