package io.fapilog.verification.growth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fapilog.verification.load.Peer;
import io.fapilog.verification.load.State;
import io.fapilog.verification.peers.Bars;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A program that measures how the cost of an event grows, and prints a table of medians. Arguments: {@code [ROUNDS
 * [SVG-FILE]]}. Each point is a burst in a new process, without losses, against a server in another one.
 */
final class GrowthReport {
    private static final int ROUNDS = 3;
    private static final int WARM_UPS = 2;

    private final int rounds;
    private final PrintStream out;
    private final Path directory;
    private final Bars bars = new Bars();

    private GrowthReport(int rounds, PrintStream out, Path directory) {
        this.rounds = rounds;
        this.out = out;
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
        GrowthReport report = new GrowthReport(rounds, System.out, Files.createTempDirectory("growth"));
        report.measure();
        if (arguments.length > 1) {
            Files.writeString(Path.of(arguments[1]), report.bars.svg(), UTF_8);
        }
    }

    private void measure() throws IOException {
        line(
                "%d rounds, %d processors, JDK %s; 2 producers, a line of 260 bytes, 1 stream, answers at once, 1 push in"
                        + " flight, no spool, where the table does not say otherwise",
                rounds,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature());
        series("producers", Setting.byProducers(), s -> s.producers() + (s.isVirtual() ? " virtual" : ""));
        series("bytes of the message", Setting.byLine(), s -> Integer.toString(s.messageBytes()));
        series("streams", Setting.byStreams(), s -> Integer.toString(s.streams()));
        series("answer after, pushes in flight", Setting.byAnswer(), s -> s.answerMillis() + " ms, " + s.maxInFlight());
        series("message, spool", Setting.bySpool(), s -> s.messageBytes() + (s.isSpooled() ? ", spool" : ", none"));
    }

    private void series(String title, List<Setting> settings, Function<Setting, String> name) throws IOException {
        line("");
        line(
                "%-32s %12s %12s %12s %12s %10s %6s",
                title, "events/s", "MB/s", "CPU/event", "wire/event", "old gen", "lost");
        List<Bars.Bar> drawn = new ArrayList<>();
        for (Setting setting : settings) {
            State median = median(setting);
            double perSecond = perSecond(median);
            line(
                    "%-32s %,12.0f %12.1f %9.2f µs %,10.1f B %6d MiB %6d",
                    name.apply(setting),
                    perSecond,
                    perSecond * (setting.messageBytes() + 130) / 1e6,
                    1.0 * median.get("cpu") / median.get("events") / 1e3,
                    1.0 * median.get("bytes") / median.get("events"),
                    median.get("heap") >> 20,
                    median.get("lost"));
            drawn.add(new Bars.Bar(name.apply(setting), perSecond / 1e3, true));
        }
        bars.panel("Events a second, thousands, by " + title, drawn);
    }

    private State median(Setting setting) throws IOException {
        List<State> states = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            states.add(run(setting));
        }
        states.sort(Comparator.comparingDouble(GrowthReport::perSecond));
        return states.get((states.size() - 1) / 2);
    }

    private State run(Setting setting) throws IOException {
        List<String> wait = List.of(Integer.toString(setting.answerMillis()));
        try (Peer server = Peer.start(SlowServer.class, List.of(), wait, Map.of())) {
            String port = Long.toString(server.ask("state").get("port"));
            List<String> arguments = List.of(setting.format(), port, directory.toString());
            try (Peer application = Peer.start(GrowingApplication.class, List.of("-Xmx2g"), arguments, Map.of())) {
                for (int i = 0; i < WARM_UPS; i++) {
                    application.ask(Integer.toString(setting.events()));
                }
                long before = server.ask("state").get("bytes");
                State state = application.ask(Integer.toString(setting.events()));
                return state.with("bytes", server.ask("state").get("bytes") - before);
            }
        }
    }

    private static double perSecond(State state) {
        return 1e9 * state.get("events") / state.get("nanos");
    }

    private void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
