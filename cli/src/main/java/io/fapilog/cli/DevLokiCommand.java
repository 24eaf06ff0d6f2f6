package io.fapilog.cli;

import io.fapilog.ConfigurationException;
import io.fapilog.Fapilog;
import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.DevLokiBuilder;
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
            "Runs an in-memory server on 127.0.0.1 that answers as Grafana Loki does, until Ctrl-C. At its root is a page"
                    + " that shows the events as they arrive.",
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

    @Option(names = "--open", description = "Open the page of the server in the browser.")
    private boolean open;

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

    /** Starts a server on {@code port}, which is checked here. */
    static DevLoki start(DevLokiBuilder settings, int port) {
        if (!isPort(port)) {
            throw new ConfigurationException(List.of(wrongPort(port)));
        }
        try {
            return settings.port(port).start();
        } catch (UncheckedIOException e) {
            throw new ConfigurationException(List.of("cannot listen on 127.0.0.1:" + port + ": " + reason(e)
                    + "; choose another port with --port, or a free one with --port 0"));
        }
    }

    private static boolean isPort(int port) {
        return port >= 0 && port <= 65_535;
    }

    private static String wrongPort(int port) {
        return "--port=" + port + " is out of range; use 0 to 65535";
    }

    private DevLoki start() {
        try {
            return start(settings(), port);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(List.of("--data: " + e.getMessage()));
        }
    }

    private DevLokiBuilder settings() {
        DevLokiBuilder settings = DevLoki.builder();
        List<String> violations = new ArrayList<>();
        if (!isPort(port)) {
            violations.add(wrongPort(port));
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
        DevLokiIntroduction introduction =
                new DevLokiIntroduction(spec.commandLine().getOut(), server);
        introduction.address();
        introduction.shipping();
        introduction.querying(data, rehearsal.needs());
        if (open) {
            introduction.open(new Browser());
        }
    }
}
