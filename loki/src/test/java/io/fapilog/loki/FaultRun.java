package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets a sink go through a fault, a step at a time, and checks after each that no event is missing from the ledger. */
final class FaultRun {
    /** Longer than any wait between two pushes, shorter than what is left of the timeout of one on its way. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final Fault fault;
    private final Format format;
    private final @Nullable Path spool;
    private final FaultTarget target;
    private final Silences silences = new Silences();

    /** A run with everything in memory, or with {@code spool}. */
    FaultRun(Fault fault, Format format, @Nullable Path spool, FaultTarget target) {
        this.fault = fault;
        this.format = format;
        this.spool = spool;
        this.target = target;
    }

    /** Runs it. Returns the row of the report. */
    FaultReport.Row run() {
        fault.script.apply(silences).forEach(target.server()::then);
        if (fault.always != null) {
            target.server().otherwise(fault.always);
        }
        Rig rig = new Rig(target.uri(parameters()));
        try (rig) {
            silences.whenBegun(rig::wakeUp);
            for (Consumer<Rig> phase : fault.phases()) {
                phase.accept(rig);
                rig.sink.flush();
                drive(rig);
            }
            checkLedger(rig);
            checkStore(rig);
        }
        FaultReport.Row row = new FaultReport.Row(fault, rig);
        checkWords(rig);
        checkEnd(rig);
        return row;
    }

    private List<String> parameters() {
        List<String> all = new ArrayList<>(fault.parameters);
        all.add("format=" + format.name().toLowerCase(Locale.ROOT));
        all.add("timeout=" + Silences.TIMEOUT.toMinutes() + "m");
        if (spool != null) {
            all.add("spool=" + spool);
        }
        return all;
    }

    private void drive(Rig rig) {
        while (!isOver(rig)) {
            work(rig);
            Duration silence = silences.poll();
            Duration rest = rig.untilDeadline();
            if (silence != null) {
                work(rig.advance(silence));
                silences.end();
            } else if (rest.compareTo(LONGEST_WAIT) <= 0) {
                rig.advance(rest);
            } else if (!isOver(rig)) {
                rig.awaitAnswer().assertBalanced();
            }
            if (!rig.ledger.statuses.isEmpty()) {
                target.mend();
            }
        }
    }

    /** As the worker does, until there is nothing to do. */
    private static void work(Rig rig) {
        while (rig.work() > 0) {
            rig.assertBalanced();
        }
        rig.assertBalanced();
    }

    private boolean isOver(Rig rig) {
        int pushes = rig.ledger.statuses.size();
        boolean isSettled = rig.pending() == 0 && rig.ledger.spooled == 0;
        // Else a push that is repeated for ever, by mistake, would keep the test from its end.
        boolean isLost = pushes > fault.statuses.size() + 5;
        return isLost || (fault.endless ? pushes >= fault.statuses.size() : isSettled);
    }

    private void checkLedger(Rig rig) {
        long lost = fault.rejected
                + fault.dropped.values().stream().mapToLong(Long::longValue).sum();
        List<Integer> statuses = new ArrayList<>(rig.ledger.statuses);
        if (fault.oneMore) {
            statuses.remove(Integer.valueOf(0));
        }
        assertThat(statuses).as("how each push ended").isEqualTo(fault.statuses);
        assertThat(rig.ledger.delivered).as("delivered").isEqualTo(fault.endless ? 0 : rig.appended() - lost);
        assertThat(rig.ledger.rejected).as("rejected").isEqualTo(fault.rejected);
        assertThat(rig.ledger.uncertain).as("uncertain").isEqualTo(fault.uncertain);
        assertThat(rig.ledger.dropped).as("dropped").isEqualTo(fault.dropped);
        if (!fault.endless) {
            assertThat(rig.sink.settledThrough()).isEqualTo(rig.appended());
            assertThat(rig.sink.pendingBytes()).isZero();
        }
    }

    /** What was counted as delivered is what the server has; what it has twice is the same to the letter. */
    private void checkStore(Rig rig) {
        List<ScriptedServer.Stored> stored = target.server().stored();
        Set<ScriptedServer.Stored> different = new HashSet<>(stored);
        assertThat(different).as("different entries stored").hasSize((int) (rig.ledger.delivered + fault.storedBeside));
        assertThat(stored.size() - different.size()).as("stored once more").isEqualTo((int) fault.doubled);
    }

    private void checkWords(Rig rig) {
        checkWords("warnings", rig.warnings, fault.warnings);
        List<String> infos = rig.infos.stream()
                .filter(info -> !info.contains("stay in the spool"))
                .toList();
        checkWords("infos", infos, fault.infos);
    }

    private static void checkWords(String kind, List<String> told, List<String[]> expected) {
        assertThat(told).as(kind).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(told.get(i)).as(kind).contains(expected.get(i));
        }
    }

    private void checkEnd(Rig rig) {
        if (spool == null) {
            assertThat(rig.ledger.dropped(DropReason.CLOSED)).isEqualTo(fault.endless ? rig.appended() : 0);
            return;
        }
        assertThat(rig.ledger.spooled).as("left in the spool").isEqualTo(fault.endless ? rig.appended() : 0);
        if (fault.endless) {
            assertThat(rig.infos).last().asString().contains(rig.appended() + " events stay in the spool");
            startAgain(rig.appended());
        }
        assertThat(spool).as("the spool").isEmptyDirectory();
    }

    /** The next start finds a server that is well. */
    private void startAgain(long events) {
        try (ScriptedServer well = new ScriptedServer();
                Rig rig = new Rig(well.uri(parameters().toArray(new String[0])))) {
            while (rig.ledger.delivered < events) {
                work(rig);
                if (rig.ledger.delivered < events && rig.untilDeadline().compareTo(LONGEST_WAIT) > 0) {
                    rig.awaitAnswer();
                }
            }
            assertThat(rig.ledger.recovered).isEqualTo(events);
            assertThat(well.stored()).hasSize((int) events).doesNotHaveDuplicates();
            assertThat(rig.ledger.dropped).isEqualTo(Map.of());
            assertThat(rig.warnings).isEmpty();
        }
    }
}
