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

/**
 * The invariants of one life: several processes in succession, a server and a disk. They are checked against what
 * the application has offered and what the server has answered.
 *
 * <ol>
 *   <li>The ledger balances after every step, and no count is negative.
 *   <li>The sink and the ledger agree on the number of pending events.
 *   <li>The ledger counts as delivered and rejected exactly what the server has answered.
 *   <li>The buffer stays within its limit.
 *   <li>Every event is sent with its own message, to its own stream, and fresh events of a stream in their order. An
 *       event has its own time stamp, or a slightly later one where it would share it with another of its stream.
 *   <li>A process settles an event once. No event is refused because a newer one of its stream overtook it.
 *   <li>When a process ends in an orderly way, nothing is pending, every flush has completed, and every error was
 *       reported.
 *   <li>At the end, the server has stored every confirmed event once, and every other event was rejected, dropped, or
 *       in the memory of a process that died.
 * </ol>
 */
final class Model implements ScriptedLoki.Observer {
    /** The most memory of an event beyond the estimate of its size: the JSON around it, and escaped quotes. */
    private static final long SLACK_OF_EVENT = 400;

    private final FaultPlan plan;
    private final List<LogEvent> events = new ArrayList<>();
    /** The events whose senders have learnt that they were confirmed or refused. */
    private final Set<Integer> settled = new HashSet<>();

    private final Set<Integer> confirmed = new HashSet<>();
    private final Set<Integer> hidden = new HashSet<>();
    /** The events that were in the memory of a process that died, or not yet on the disk. */
    private final Set<Integer> killed = new HashSet<>();

    private final List<String> violations = new ArrayList<>();
    private final Set<Integer> sentByProcess = new HashSet<>();
    private final Map<Map<String, String>, Sent> lastSent = new HashMap<>();
    private final Set<Map.Entry<Map<String, String>, Long>> timesByProcess = new HashSet<>();
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

    /** Allows newer events to overtake older ones from now on, where this is unavoidable. */
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

    /** Records the start of a process. */
    void begin(SimulatedProcess process) {
        sentByProcess.clear();
        settledByProcess.clear();
        lastSent.clear();
        timesByProcess.clear();
        delivered = 0;
        rejected = 0;
        thrownBefore = plan.thrown();
        inexact |= process.configuration.spooled();
        // An event that was dropped as too old may be in the spool when the process dies, and is then sent by the next
        // one.
        orderExcused |= process.configuration.dropsOld();
    }

    /** Records the close of a process. */
    void ended(SimulatedProcess process) {
        SinkStats stats = process.stats();
        dropped += stats.events().totalDropped();
        expect(plan.thrown() == thrownBefore || !process.warnings.isEmpty(), "an error was not reported");
        expect(stats.events().pending() == 0, "pending after the end:", stats);
        expect(process.isFlushed(), "a flush has not ended although the process has");
    }

    /**
     * Records the death of a process.
     *
     * @param isExact whether every safe event was on the disk; if not, the pending events may be lost too
     * @param safe the written events before this one were on the disk
     */
    void died(SimulatedProcess process, boolean isExact, int safe) {
        SinkStats stats = process.stats();
        dropped += stats.events().totalDropped();
        lost += isExact ? 0 : stats.events().pending();
        for (int id = safe; id < events.size(); id++) {
            killed.add(id);
        }
    }

    /** Records that some events are on the disk in unreadable files. */
    void damaged(int unknown) {
        lost += unknown;
        inexact = true;
    }

    @Override
    public void sent(List<Sent> sent, boolean isReplay) {
        for (Sent each : sent) {
            String message = events.get(each.id()).message();
            boolean truncated = each.line().contains("\"truncated\":true");
            expect(truncated || each.line().contains(message), "another message:", each);
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
        expect(before == null || event.id() > before.id(), "sent in the wrong order:", before, event);
        expect(
                timesByProcess.add(Map.entry(event.labels(), event.nanos())),
                "another event of the stream has the time stamp of:",
                event);
        long moved = event.nanos() - events.get(event.id()).timestamp();
        expect(moved >= 0 && moved <= earlierWithin(event, moved), "not its own time stamp:", event, moved);
    }

    /** The number of earlier events whose time stamps {@code event} may have met on its way to its own. */
    private long earlierWithin(Sent event, long moved) {
        return moved == 0
                ? 0
                : events.subList(0, event.id()).stream()
                        .filter(each -> each.timestamp() < event.nanos() && event.nanos() - each.timestamp() < 10_000)
                        .count();
    }

    @Override
    public void learnt(ScriptedLoki.Outcome outcome) {
        // An event that was settled before a process died may be sent again, and then too late.
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
     * Checks the invariants of a step.
     *
     * @param isComplete whether the last step of the worker has completed
     */
    void check(SimulatedProcess process, boolean isComplete) {
        SinkStats stats = process.stats();
        expect(stats.balances(), "the ledger does not balance:", stats);
        checkPending(process, isComplete, stats.events().sending());
        checkOutcome("delivered", stats.events().delivered(), delivered);
        checkOutcome("rejected", stats.events().rejected(), rejected);
        checkMemory(process, stats);
        throwViolation();
    }

    private void checkPending(SimulatedProcess process, boolean isComplete, long sending) {
        long pending = SimulatedSink.pendingEvents(process.sink);
        boolean agrees = isComplete ? sending == pending : sending >= pending;
        expect(agrees, "the sink and the ledger disagree on the pending events:", pending, sending);
    }

    /** After an error was thrown, the worker may have missed what the server has answered. */
    private void checkOutcome(String outcome, long counted, long answered) {
        boolean agrees = plan.thrown() == 0 ? counted == answered : counted <= answered;
        expect(agrees, "the server and the ledger disagree on the events " + outcome + ":", answered, counted);
    }

    private void checkMemory(SimulatedProcess process, SinkStats stats) {
        long limit = process.bufferLimit + SLACK_OF_EVENT * stats.events().pending();
        expect(stats.buffer().bytes() <= limit, "more memory than:", limit, stats);
        boolean isNegative = stats.buffer().bytes() < 0
                || stats.events().pending() < 0
                || stats.spool().spooled() < 0;
        expect(!isNegative, "a negative number:", stats);
    }

    /** Checks the invariants of the whole life, when all processes have ended and the disk is empty. */
    void checkEnd(ScriptedLoki server) {
        expect(server.storedTwice().isEmpty(), "stored twice:", server.storedTwice());
        checkConfirmedEventsAreStored(server);
        checkEveryEventIsAccountedFor();
        throwViolation();
    }

    private void checkConfirmedEventsAreStored(ScriptedLoki server) {
        Set<Integer> missing = new TreeSet<>(confirmed);
        missing.removeAll(server.stored());
        missing.removeAll(hidden);
        expect(missing.isEmpty(), "confirmed and not stored:", missing);
    }

    private void checkEveryEventIsAccountedFor() {
        Set<Integer> unsettled = new TreeSet<>();
        for (int id = 0; id < events.size(); id++) {
            unsettled.add(id);
        }
        unsettled.removeAll(settled);
        int all = unsettled.size();
        unsettled.removeAll(killed);
        String counts = dropped + " dropped, " + lost + " lost, but " + unsettled.size() + " of " + all + " missing: "
                + unsettled;
        expect(unsettled.size() <= dropped + lost, counts);
        expect(inexact || plan.thrown() > 0 || all == dropped + lost, counts);
    }

    private void throwViolation() {
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
