package io.fapilog.verification.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One run: an application logs at a steady rate before, during and after an outage of its server. */
final class Outage {
    /** The time in which the JIT compiler warms up. */
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private static final Duration AROUND = Duration.ofSeconds(10);
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);
    private static final long SAMPLED_EVERY_NANOS = Duration.ofMillis(100).toNanos();

    private final Peer server;
    private final Peer application;
    private final List<Phase> phases = new ArrayList<>();
    private State last = State.of();

    private Outage(Peer server, Peer application) {
        this.server = server;
        this.application = application;
    }

    /**
     * Runs one outage of the given length.
     *
     * @param outage the time during which the server is unavailable
     * @param spool the directory of the spool, or null for none
     */
    static OutageResult run(Duration outage, int perSecond, @Nullable Path spool) throws IOException {
        try (Peer server = Peer.start(CountingServer.class, List.of("-Xmx256m"), Map.of())) {
            long port = server.ask("state").get("port");
            String uri = "loki://127.0.0.1:" + port + "?labels=app=load"
                    + (spool == null ? "" : "&spool=" + spool + "&spool_max=64GiB");
            try (Peer application =
                    Peer.start(LoggingApplication.class, List.of("-Xmx256m"), Map.of("FAPILOG_SINKS", uri))) {
                return new Outage(server, application).run(outage, perSecond);
            }
        }
    }

    private OutageResult run(Duration outage, int perSecond) throws IOException {
        Duration around = AROUND.compareTo(outage) < 0 ? AROUND : outage;
        last = application.ask("start " + perSecond);
        pass("warming up", WARM_UP.compareTo(outage) < 0 ? WARM_UP : outage);
        phases.clear();
        pass("before", around);
        server.ask("stop");
        pass("outage", outage);
        long backlog = backlog(application.ask("state"));
        server.ask("start");
        Drain drain = drain(perSecond);
        end("draining");
        pass("after", around);
        application.ask("stop");
        State end = await(state -> backlog(state) == 0);
        return new OutageResult(List.copyOf(phases), backlog, drain, end, server.ask("state"));
    }

    private void pass(String phase, Duration duration) throws IOException {
        LockSupport.parkNanos(duration.toNanos());
        end(phase);
    }

    private void end(String phase) throws IOException {
        State now = application.ask("state");
        phases.add(new Phase(phase, application.ask("calls"), last, now));
        last = now;
    }

    /** Waits until the backlog is down to the events of a quarter of a second. */
    private Drain drain(int perSecond) throws IOException {
        State before = server.ask("state");
        long returned = System.nanoTime();
        while (server.ask("state").get("events") == before.get("events")) {
            LockSupport.parkNanos(SAMPLED_EVERY_NANOS / 10);
        }
        long first = System.nanoTime();
        List<Long> ages = new ArrayList<>();
        await(state -> {
            ages.add(epochNanos() - server.ask("state").get("newest"));
            return backlog(state) < perSecond / 4;
        });
        long nanos = System.nanoTime() - first;
        long events = server.ask("state").get("events") - before.get("events");
        // The first pushes after the outage are retries and carry old events.
        long oldest = ages.stream().skip(10).mapToLong(Long::longValue).max().orElse(0);
        return new Drain(first - returned, nanos, events, oldest);
    }

    private State await(Condition condition) throws IOException {
        long end = System.nanoTime() + LONGEST_DRAIN.toNanos();
        State state = application.ask("state");
        while (!condition.isMet(state)) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("the backlog was not delivered within " + LONGEST_DRAIN + ": " + state);
            }
            LockSupport.parkNanos(SAMPLED_EVERY_NANOS);
            state = application.ask("state");
        }
        return state;
    }

    private static long backlog(State state) {
        return state.get("spooled") + state.get("pending");
    }

    private static long epochNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** A condition on the state of the application. */
    private interface Condition {
        boolean isMet(State state) throws IOException;
    }
}
