package io.fapilog.cli;

import io.fapilog.ConfigurationException;
import io.fapilog.Fapilog;
import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.DevLokiBuilder;
import io.fapilog.devloki.Restored;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs an in-memory server that answers as Loki does, until the process is ended. */
@Command(
        name = "devloki",
        description = {
            "Runs an in-memory server on 127.0.0.1 that answers as Grafana Loki does, until Ctrl-C.",
            "",
            "For development only: it keeps up to 256 MiB of events in memory and evicts the oldest ones; with --data it"
                    + " also keeps them on disk. Grafana can use it as a Loki data source.",
            "",
            "It can rehearse what happens in production: rate limits, latency, authentication, blocked tenants and"
                    + " faults. While it runs, /_faults lists the faults (GET), adds one (POST, its text as the body) and"
                    + " removes all (DELETE) or one (DELETE /_faults/ID). It refuses requests whose host is not 127.0.0.1,"
                    + " [::1], localhost or a name that ends with .localhost."
        })
final class DevLokiCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            defaultValue = "3100",
            description = "The port to listen on; 0 chooses a free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "Keep the events in this directory, at most 256 MiB, and read at the start what is in it.")
    private @Nullable Path data;

    @Mixin
    private final RehearsalOptions rehearsal = new RehearsalOptions();

    @Override
    public Integer call() throws InterruptedException {
        // Otherwise the server would log to the sinks of FAPILOG_SINKS, which may be this server.
        Fapilog.builder().enabled(false).install();
        DevLoki server = start();
        introduce(server);
        new CountDownLatch(1).await();
        return FapilogCommand.DELIVERED;
    }

    private DevLoki start() {
        try {
            return settings().start();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(List.of("--data: " + e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new ConfigurationException(List.of("cannot listen on 127.0.0.1:" + port + ": " + reason(e)
                    + "; choose another port with --port, or a free one with --port 0"));
        }
    }

    private DevLokiBuilder settings() {
        DevLokiBuilder settings = DevLoki.builder();
        List<String> violations = new ArrayList<>();
        if (port < 0 || port > 65_535) {
            violations.add("--port=" + port + " is out of range; use 0 to 65535");
        } else {
            settings.port(port);
        }
        if (data != null) {
            settings.data(data);
        }
        rehearsal.apply(settings, violations);
        if (!violations.isEmpty()) {
            throw new ConfigurationException(violations);
        }
        return settings;
    }

    /** The message of the operating system, which is that of the innermost cause. */
    private static @Nullable String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    private void introduce(DevLoki server) {
        if (spec == null) {
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("DevLoki listens on " + server.url() + "; Ctrl-C ends it.");
        out.println();
        out.println("  ship to it   FAPILOG_SINKS='" + server.lokiUri() + "?labels=app=myapi,env=dev'");
        out.println("  query it     curl -G " + server.url() + "/loki/api/v1/query_range \\");
        out.println("                    --data-urlencode 'query={app=\"myapi\"}'");
        out.println("  in Grafana   add a Loki data source with the URL " + server.url());
        if (data != null) {
            out.println("  data         " + data + ", " + restored(server.restored()));
        }
        out.println("  rehearse     curl " + server.url() + "/_faults -d '429 for 30s'");
        rehearsal.needs().forEach(need -> out.println("  it needs     " + need));
        out.flush();
    }

    private static String restored(Restored restored) {
        String text = restored.entries() + " events read";
        return restored.damagedBytes() == 0
                ? text
                : text + "; " + restored.damagedBytes() + " bytes were incomplete or damaged";
    }
}
