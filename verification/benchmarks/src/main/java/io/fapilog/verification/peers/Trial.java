package io.fapilog.verification.peers;

import io.fapilog.verification.load.Peer;
import io.fapilog.verification.load.State;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One round of one pipeline: all scenarios in one new process, after a warm-up, with a receiver in another one. */
final class Trial {
    private static final int WARM_UP_EVENTS = 300_000;
    private static final int WARM_UP_SECONDS = 2;
    private static final int IDLE_SECONDS = 5;
    private static final int FEW = 10_000;
    /** Not every pipeline has sent everything when its close returns. */
    private static final long QUIET_MILLIS = 300;

    /** A connection that is not used is closed within this time, if ever: 40 s of the usual 8. */
    private static final int SECONDS_TO_BE_IDLE = 5;

    private final Pipeline pipeline;
    private final int burst;
    private final int seconds;
    private final Peer receiver;
    private final Peer application;
    private final LoadedJars jars;
    private final Map<Scenario, State> results = new EnumMap<>(Scenario.class);

    private Trial(Pipeline pipeline, int burst, int seconds, Peer receiver, Peer application, LoadedJars jars) {
        this.pipeline = pipeline;
        this.burst = burst;
        this.seconds = seconds;
        this.receiver = receiver;
        this.application = application;
        this.jars = jars;
    }

    /**
     * Runs it.
     *
     * @param burst the events of a burst
     * @param seconds the length of each steady load
     */
    static Map<Scenario, State> run(Pipeline pipeline, int burst, int seconds) throws IOException {
        try (LoadedJars jars = new LoadedJars();
                Peer receiver = Peer.start(Receiver.class, List.of("-Xmx3g"), List.of(), Map.of())) {
            String port = Long.toString(receiver.ask("count").get("port"));
            List<String> options = List.of("-Xmx3g", "-Dslf4j.provider=" + provider(pipeline), jars.option());
            try (Peer application = Peer.start(Application.class, options, List.of(pipeline.name(), port), Map.of())) {
                Trial trial = new Trial(pipeline, burst, seconds, receiver, application, jars);
                trial.run();
                return trial.results;
            }
        }
    }

    private void run() throws IOException {
        State first = warmUp();
        warmUp();
        burst();
        for (Scenario scenario : Scenario.values()) {
            if (scenario.isSteady()) {
                steady(scenario);
            }
        }
        idle(first);
    }

    /** Returns what the start of the pipeline took. */
    private State warmUp() throws IOException {
        State opened = application.ask("open");
        application.ask("burst " + Math.min(burst, WARM_UP_EVENTS));
        application.ask("close");
        arrived();
        return opened;
    }

    private void burst() throws IOException {
        application.ask("open");
        State logged = application.ask("burst " + burst);
        State closed = application.ask("close");
        State arrived = arrived();
        long end = pipeline.ships() ? arrived.get("last") : logged.get("start") + logged.get("nanos");
        logged.with("nanos", end - logged.get("start")).with("cpu", logged.get("cpu") + closed.get("cpu"));
        add(Scenario.BURST, logged, arrived, arrived);
    }

    private void steady(Scenario scenario) throws IOException {
        application.ask("open");
        application.ask("steady " + scenario.perSecond() + " " + WARM_UP_SECONDS);
        application.ask("close");
        arrived();
        application.ask("open");
        State logged = application.ask("steady " + scenario.perSecond() + " " + length(scenario));
        State during = receiver.ask("count");
        application.ask("close");
        add(scenario, logged, during, arrived());
    }

    /** Longer for few events, because the system counts the processor time in steps of 10 ms. */
    private int length(Scenario scenario) {
        return scenario.perSecond() < FEW ? 4 * seconds : seconds;
    }

    /** What has arrived once nothing more arrives. */
    private State arrived() throws IOException {
        try {
            long before;
            long now = receiver.ask("count").get("pushes");
            do {
                before = now;
                Thread.sleep(QUIET_MILLIS);
                now = receiver.ask("count").get("pushes");
            } while (now > before);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return receiver.ask("take");
    }

    /** What the process does when it has not logged for a while, and what its start took. */
    private void idle(State first) throws IOException {
        application.ask("open");
        application.ask("steady 1000 1");
        application.ask("idle " + SECONDS_TO_BE_IDLE * seconds);
        State idle = application.ask("idle " + IDLE_SECONDS);
        idle.with("heap", application.ask("heap").get("heap")).with("jars", jars.bytes());
        application.ask("close");
        idle.with("startNanos", first.get("nanos")).with("startClasses", first.get("classes"));
        results.put(Scenario.IDLE, idle);
    }

    private void add(Scenario scenario, State logged, State during, State arrived) {
        logged.with("pushes", during.get("pushes")).with("bytes", arrived.get("bytes"));
        for (String name : List.of("events", "distinct", "disordered", "equalTimes")) {
            logged.with(name, arrived.get(name));
        }
        results.put(scenario, logged);
    }

    private static String provider(Pipeline pipeline) {
        return pipeline == Pipeline.SLF4J_FAPILOG
                ? "io.fapilog.slf4j.FapilogServiceProvider"
                : "org.slf4j.helpers.NOP_FallbackServiceProvider";
    }
}
