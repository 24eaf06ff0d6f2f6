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

/** Runs a sink through a fault step by step, and checks after each step that no event is missing from the ledger. */
final class FaultRun {
    /** Longer than any backoff, and shorter than the rest of the timeout of a push in flight. */
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

    private final Fault fault;
    private final Format format;
    private final @Nullable Path spool;
    private final FaultTarget target;
    private final Silences silences = new Silences();

    /**
     * A run of {@code fault}.
     *
     * @param spool the folder of the spool; null for none
     */
    FaultRun(Fault fault, Format format, @Nullable Path spool, FaultTarget target) {
        this.fault = fault;
        this.format = format;
        this.spool = spool;
        this.target = target;
    }

    /** Runs the fault and checks the result. Returns the row of the report. */
    FaultReport.Row run() {
        fault.script.apply(silences).forEach(target.server()::then);
        if (fault.always != null) {
            target.server().otherwise(fault.always);
        }
        SinkRig rig = new SinkRig(target.uri(parameters()));
        try (rig) {
            silences.whenBegun(rig::wakeUp);
            for (Consumer<SinkRig> phase : fault.phases()) {
                phase.accept(rig);
                rig.sink.flush();
                drive(rig);
            }
            checkLedger(rig);
            checkStored(rig);
        }
        FaultReport.Row row = new FaultReport.Row(fault, rig);
        checkReports(rig);
        checkAfterClose(rig);
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

    /** The next server has another port, and so is another destination. */
    private String[] nextParameters() {
        List<String> all = parameters();
        all.add("spool_adopt=all");
        return all.toArray(new String[0]);
    }

    private void drive(SinkRig rig) {
        while (!isOver(rig)) {
            rig.workAll();
            Duration silence = silences.poll();
            Duration untilWork = rig.untilWork();
            if (silence != null) {
                rig.advance(silence).workAll();
                silences.end();
            } else if (!rig.isSending() && untilWork.compareTo(LONGEST_BACKOFF) <= 0) {
                rig.advance(untilWork);
            } else if (!isOver(rig)) {
                rig.awaitAnswer().assertBalanced();
            }
            if (!rig.ledger.statuses.isEmpty()) {
                target.startListening();
            }
        }
    }

    private boolean isOver(SinkRig rig) {
        int pushes = rig.ledger.statuses.size();
        boolean isSettled = rig.pending() == 0 && rig.ledger.spooled == 0;
        // Without this limit, a push that is retried for ever by mistake would keep the test from ending.
        boolean isEndless = pushes > fault.statuses.size() + 5;
        return isEndless || (fault.neverSettled ? pushes >= fault.statuses.size() : isSettled);
    }

    private void checkLedger(SinkRig rig) {
        long undelivered = fault.rejected
                + fault.dropped.values().stream().mapToLong(Long::longValue).sum();
        List<Integer> statuses = new ArrayList<>(rig.ledger.statuses);
        if (fault.oneMorePush) {
            statuses.remove(Integer.valueOf(0));
        }
        assertThat(statuses).as("status of each push").isEqualTo(fault.statuses);
        assertThat(rig.ledger.delivered)
                .as("delivered")
                .isEqualTo(fault.neverSettled ? 0 : rig.appended() - undelivered);
        assertThat(rig.ledger.rejected).as("rejected").isEqualTo(fault.rejected);
        assertThat(rig.ledger.uncertain).as("uncertain").isEqualTo(fault.uncertain);
        assertThat(rig.ledger.dropped).as("dropped").isEqualTo(fault.dropped);
        if (!fault.neverSettled) {
            assertThat(rig.sink.settledThrough()).isEqualTo(rig.appended());
            assertThat(rig.sink.pendingBytes()).isZero();
        }
    }

    /** The server has stored exactly the delivered events; an entry that it has stored twice is the same twice. */
    private void checkStored(SinkRig rig) {
        List<ScriptedServer.Stored> stored = target.server().stored();
        Set<ScriptedServer.Stored> different = new HashSet<>(stored);
        assertThat(different).as("different entries stored").hasSize((int)
                (rig.ledger.delivered + fault.storedOfUncertain));
        assertThat(stored.size() - different.size()).as("stored again").isEqualTo((int) fault.storedAgain);
    }

    private void checkReports(SinkRig rig) {
        checkReports("warnings", rig.warnings, fault.warnings);
        List<String> infos = rig.infos.stream()
                .filter(info -> !info.contains("stay in the spool"))
                .toList();
        checkReports("infos", infos, fault.infos);
    }

    private static void checkReports(String kind, List<String> reported, List<String[]> expected) {
        assertThat(reported).as(kind).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(reported.get(i)).as(kind).contains(expected.get(i));
        }
    }

    private void checkAfterClose(SinkRig rig) {
        long unsettled = fault.neverSettled ? rig.appended() : 0;
        if (spool == null) {
            assertThat(rig.ledger.dropped(DropReason.CLOSED)).isEqualTo(unsettled);
            return;
        }
        assertThat(rig.ledger.spooled).as("spooled").isEqualTo(unsettled);
        if (fault.neverSettled) {
            assertThat(rig.infos).last().asString().contains(unsettled + " events stay in the spool");
            checkNextStart(unsettled);
        }
        assertThat(spool).as("the spool").isEmptyDirectory();
    }

    /** Starts the next sink, whose server works: it delivers all {@code events} of the spool. */
    private void checkNextStart(long events) {
        try (ScriptedServer working = new ScriptedServer();
                SinkRig rig = new SinkRig(working.uri(nextParameters()))) {
            rig.deliver();
            assertThat(rig.ledger.recovered).isEqualTo(events);
            assertThat(rig.ledger.delivered).isEqualTo(events);
            assertThat(working.stored()).hasSize((int) events).doesNotHaveDuplicates();
            assertThat(rig.ledger.dropped).isEqualTo(Map.of());
            assertThat(rig.warnings).isEmpty();
        }
    }
}
