package io.fapilog;

import io.fapilog.loki.ScriptedLoki;
import io.fapilog.loki.ScriptedLoki.Sent;
import io.fapilog.loki.SimulatedSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What must be true of the events of one life, told by what the application offered and what the server answered. */
final class Model implements ScriptedLoki.Observer {
    /** From here on a clock was set back; less a little, by which an event may have been moved past its predecessor. */
    private static final long STEP_BACK = SimulatedClock.SECOND - 1_000_000;

    /** What an event may take in memory beyond the estimate of its size: the JSON around it, and quotes in quotes. */
    private static final long SLACK_OF_EVENT = 400;

    private final FaultPlan plan;
    private final List<LogEvent> events = new ArrayList<>();
    /** The events that have been confirmed or refused, by the account of those that sent them. */
    private final Set<Integer> settled = new HashSet<>();

    private final Set<Integer> confirmed = new HashSet<>();
    private final Set<Integer> hidden = new HashSet<>();
    /** The events that died in the memory of a process, or on their way to the disk. */
    private final Set<Integer> killed = new HashSet<>();

    private final List<String> violations = new ArrayList<>();
    private final Set<Integer> sentByProcess = new HashSet<>();
    private final Map<Map<String, String>, Sent> lastSent = new HashMap<>();
    private final Set<Integer> settledByProcess = new HashSet<>();
    private long delivered;
    private long rejected;
    private long dropped;
    private long lost;
    private long thrownBefore;
    private boolean inexact;
    private boolean orderExcused;

    Model(FaultPlan plan) {
        this.plan = plan;
        orderExcused = plan.hasDiskFaults() || plan.hasThrowables();
    }

    /** From here on newer events may come before older ones, and nobody can help it. */
    void excuseOrder() {
        orderExcused = true;
    }

    /** The number of the next event. */
    int next() {
        return events.size();
    }

    void offered(LogEvent event) {
        events.add(event);
    }

    /** A process begins. */
    void begin(SimulatedProcess process) {
        sentByProcess.clear();
        settledByProcess.clear();
        lastSent.clear();
        delivered = 0;
        rejected = 0;
        thrownBefore = plan.thrown();
        inexact |= process.configuration.spooled();
        // What is dropped as too old, and was not when the process died, may be taken for young by the next one.
        orderExcused |= process.configuration.dropsOld();
    }

    /** A process has ended in an orderly way. */
    void ended(SimulatedProcess process) {
        SinkStats stats = process.stats();
        dropped += stats.events().totalDropped();
        expect(plan.thrown() == thrownBefore || !process.warnings.isEmpty(), "nobody was told of what was thrown");
        expect(stats.events().pending() == 0, "pending after the end:", stats);
        expect(process.isFlushed(), "a flush has not ended although the process has");
    }

    /**
     * A process has died.
     *
     * @param isExact whether all that is safe was on the disk; else what the process held may be lost too
     * @param safe the events before this one were with the disk, as far as they got there at all
     */
    void died(SimulatedProcess process, boolean isExact, int safe) {
        SinkStats stats = process.stats();
        dropped += stats.events().totalDropped();
        lost += isExact ? 0 : stats.events().pending();
        for (int id = safe; id < events.size(); id++) {
            killed.add(id);
        }
    }

    /** So many events are on the disk, but nobody can know of them. */
    void damaged(int unknown) {
        lost += unknown;
        inexact = true;
    }

    @Override
    public void sent(List<Sent> sent, boolean isReplay) {
        for (Sent each : sent) {
            String message = events.get(each.id()).message();
            boolean cut = each.line().contains("\"truncated\":true");
            expect(cut || each.line().contains(message), "another message:", each);
            String level = each.labels()
                    .getOrDefault("level", events.get(each.id()).level().name());
            expect(level.equals(events.get(each.id()).level().name()), "in another stream:", each);
            if (sentByProcess.add(each.id()) && !isReplay) {
                sentFresh(each);
            }
        }
    }

    private void sentFresh(Sent event) {
        Sent before = lastSent.put(event.labels(), event);
        if (before != null) {
            expect(
                    event.id() > before.id() && (event.nanos() > before.nanos() || isClockSetBack(before, event)),
                    "sent in the wrong order:",
                    before,
                    event);
        }
    }

    /** Whether the clock was really set back between two events of a stream, as one that was not sent may tell too. */
    private boolean isClockSetBack(Sent before, Sent event) {
        return events.subList(before.id(), event.id() + 1).stream()
                .mapToLong(LogEvent::timestamp)
                .anyMatch(time -> before.nanos() - time >= STEP_BACK || time - event.nanos() >= STEP_BACK);
    }

    @Override
    public void learnt(ScriptedLoki.Outcome outcome) {
        // What was settled before a process died may come a second time, and then too late.
        boolean isInTime = settled.containsAll(outcome.overtaken());
        expect(isInTime || orderExcused, "newer events of the stream overtook:", outcome.overtaken());
        delivered += outcome.confirmed().size();
        rejected += outcome.refused().size();
        confirmed.addAll(outcome.confirmed());
        settle(outcome.confirmed());
        settle(outcome.refused());
    }

    private void settle(List<Integer> ids) {
        settled.addAll(ids);
        for (int id : ids) {
            expect(settledByProcess.add(id) || plan.thrown() > 0, "settled a second time by one process:", id);
        }
    }

    @Override
    public void hidden(int id) {
        hidden.add(id);
    }

    @Override
    public void broken(AssertionError error) {
        violations.add(String.valueOf(error.getMessage()));
    }

    /**
     * After each step.
     *
     * @param isWhole whether the worker's last step came to its end
     */
    void check(SimulatedProcess process, boolean isWhole) {
        SinkStats stats = process.stats();
        expect(stats.balances(), "the ledger does not balance:", stats);
        boolean exact = plan.thrown() == 0;
        long held = SimulatedSink.pendingEvents(process.sink);
        expect(
                isWhole ? stats.events().sending() == held : stats.events().sending() >= held,
                "the sink holds another number:",
                held,
                stats);
        expect(
                exact ? stats.events().delivered() == delivered : stats.events().delivered() <= delivered,
                "delivered another number:",
                delivered,
                stats);
        expect(
                exact ? stats.events().rejected() == rejected : stats.events().rejected() <= rejected,
                "rejected another number:",
                rejected,
                stats);
        long limit = process.bufferLimit + SLACK_OF_EVENT * stats.events().pending();
        expect(stats.buffer().bytes() <= limit, "more memory than:", limit, stats);
        expect(
                stats.buffer().bytes() >= 0
                        && stats.events().pending() >= 0
                        && stats.spool().spooled() >= 0,
                "less than none:",
                stats);
        if (!violations.isEmpty()) {
            throw new AssertionError(violations.get(0));
        }
    }

    /** At the very end, when every process has ended and the disk is empty. */
    void checkEnd(ScriptedLoki server) {
        expect(server.storedTwice().isEmpty(), "stored twice:", server.storedTwice());
        Set<Integer> missing = new TreeSet<>(confirmed);
        missing.removeAll(server.stored());
        missing.removeAll(hidden);
        expect(missing.isEmpty(), "confirmed and not stored:", missing);
        Set<Integer> unsettled = new TreeSet<>();
        for (int id = 0; id < events.size(); id++) {
            unsettled.add(id);
        }
        unsettled.removeAll(settled);
        int all = unsettled.size();
        unsettled.removeAll(killed);
        String account = dropped + " dropped, " + lost + " lost, but " + unsettled.size() + " of " + all + " missing: "
                + unsettled;
        expect(unsettled.size() <= dropped + lost, account);
        expect(inexact || plan.thrown() > 0 || all == dropped + lost, account);
        if (!violations.isEmpty()) {
            throw new AssertionError(violations.get(0));
        }
    }

    private void expect(boolean isTrue, String otherwise, Object... details) {
        if (!isTrue) {
            violations.add(otherwise + " " + Arrays.toString(details));
        }
    }
}
