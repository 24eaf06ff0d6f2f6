package io.fapilog.verification.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A program that logs at a steady rate during an outage of Loki, without a spool and with one, and prints the cost.
 * Arguments: {@code [SECONDS-OF-OUTAGE [EVENTS-PER-SECOND [DIRECTORY]]]}. The exit code is 1 if an event is unaccounted
 * for.
 */
final class OutageReport {
    private static final int RATE = 20_000;

    private final PrintStream out;

    private OutageReport(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        Duration away = Duration.ofSeconds(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 600);
        int perSecond = arguments.length > 1 ? Integer.parseInt(arguments[1]) : RATE;
        Path directory = arguments.length > 2 ? Path.of(arguments[2]) : Files.createTempDirectory("outage");
        boolean complete = run(System.out, away, perSecond, directory);
        System.exit(complete ? 0 : 1);
    }

    /**
     * Measures without a spool and with one in {@code directory}, and prints the results.
     *
     * @return whether every event is accounted for
     */
    static boolean run(PrintStream out, Duration away, int perSecond, Path directory) throws IOException {
        OutageReport report = new OutageReport(out);
        report.line(
                "Loki unavailable for %d s, %,d events per second, -Xmx256m, %d processors, JDK %s",
                away.toSeconds(),
                perSecond,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature());
        boolean without = report.run(away, perSecond, (Path) null);
        boolean with = report.run(away, perSecond, directory.resolve("spool"));
        return without && with;
    }

    private boolean run(Duration away, int perSecond, @Nullable Path spool) throws IOException {
        OutageResult result = Outage.run(away, perSecond, spool);
        line("");
        line(spool == null ? "without a spool" : "with a spool");
        table(result);
        drain(result.backlog(), result.drain());
        balance(result);
        return result.isAccountedFor();
    }

    private void table(OutageResult result) {
        line("%-24s%12s%12s%12s%12s", "", "before", "outage", "draining", "after");
        row("log call, p50 (ns)", result, phase -> phase.calls().get("p50"));
        row("log call, p99 (ns)", result, phase -> phase.calls().get("p99"));
        row("log call, p99.9 (ns)", result, phase -> phase.calls().get("p999"));
        row("log call, longest (us)", result, phase -> phase.calls().get("max") / 1_000);
        row("CPU per event (ns)", result, Phase::processorNanosPerEvent);
        row("heap after GC (KiB)", result, phase -> phase.end().get("heap") / 1_024);
        row("GC so far (ms)", result, phase -> phase.end().get("collecting"));
        row("logged", result, phase -> phase.end().get("logged"));
        row("delivered", result, phase -> phase.end().get("delivered"));
        row("dropped", result, phase -> phase.end().get("dropped"));
        row("on disk (KiB)", result, phase -> phase.end().get("spoolBytes") / 1_024);
    }

    private void drain(long backlog, Drain drain) {
        line(
                "backlog %,d events; first push %.1f s after the outage; then %,d events in %.1f s, %,.0f per second;"
                        + " the newest delivered event was at most %.1f s old",
                backlog,
                drain.waited() / 1e9,
                drain.events(),
                drain.nanos() / 1e9,
                drain.perSecond(),
                drain.oldestNewest() / 1e9);
    }

    private void balance(OutageResult result) {
        long arrived = result.arrived().get("distinct");
        line(
                "logged %,d = delivered %,d + dropped %,d; arrived %,d, and %,d duplicates; %.1f bytes per event; %s",
                result.end().get("logged"),
                result.end().get("delivered"),
                result.end().get("dropped"),
                arrived,
                result.arrived().get("events") - arrived,
                (double) result.arrived().get("bytes") / result.arrived().get("events"),
                result.isAccountedFor() ? "accounted for" : "NOT ACCOUNTED FOR: " + result.end());
    }

    private void row(String name, OutageResult result, ToLongFunction<Phase> value) {
        StringBuilder cells = new StringBuilder();
        result.phases().forEach(phase -> cells.append(String.format(Locale.ROOT, "%,12d", value.applyAsLong(phase))));
        line("%-24s%s", name, cells);
    }

    private void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
