package io.fapilog;

import io.fapilog.loki.ScriptedLoki;
import io.fapilog.loki.ScriptedLoki.Outcome;
import io.fapilog.loki.ScriptedLoki.Sent;
import io.fapilog.loki.SimulatedSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The invariants of the processes of one life that push to one server. They are checked against what the application
 * has offered and what the server has answered.
 *
 * <ol>
 *   <li>The ledger balances after every step, and no count is negative.
 *   <li>The sink and the ledger agree on the number of pending events.
 *   <li>The ledger counts as delivered and rejected exactly what the server has answered.
 *   <li>The buffer stays within its limit, and an event is dropped for lack of room only when there is none: {@link
 *       RoomCheck}.
 *   <li>Every event is sent with its own message, to its own server and stream, and fresh events of a stream in their
 *       order. It keeps its time stamp; only a real tie is moved. {@link ProcessHistory} checks this.
 *   <li>A process settles an event once. No event is refused because a newer one of its stream overtook it.
 *   <li>An event that the server takes is settled in time, whatever else is pending: {@link Simulation}.
 *   <li>When a process ends in an orderly way, nothing is pending, every flush has completed, and every error was
 *       reported.
 *   <li>At the end, the server has stored every confirmed event once, and every other event was rejected, dropped, or
 *       in the memory of a process that died.
 * </ol>
 */
final class Model {
    /** The most memory of an event beyond the estimate of its size: the JSON around it, and escaped quotes. */
    private static final long SLACK_OF_EVENT = 400;

    private final FaultPlan plan;
    private final String name;
    private final List<LogEvent> events = new ArrayList<>();
    /** The events whose senders have learnt that they were confirmed or refused. */
    private final Set<Integer> settled = new HashSet<>();

    private final Set<Integer> confirmed = new HashSet<>();
    private final Set<Integer> hidden = new HashSet<>();
    /** The events that were in the memory of a process that died, or not yet on the disk. */
    private final Set<Integer> killed = new HashSet<>();
    /** The events that a power failure may take. */
    private final Set<Integer> unforced = new HashSet<>();

    private final List<String> violations = new ArrayList<>();
    private long dropped;
    private long lost;
    private boolean inexact;
    private boolean orderExcused;

    /** The model of a server called {@code name}. */
    Model(FaultPlan plan, String name) {
        this.plan = plan;
        this.name = name;
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

    LogEvent event(int id) {
        return events.get(id);
    }

    boolean mayThrow() {
        return plan.hasThrowables();
    }

    /** Whether a process may settle an event twice: it lost the answer, or what it took over could not be deleted. */
    boolean mayRepeat() {
        return plan.thrown() > 0 || plan.hasDiskFaults();
    }

    /** Records that {@code process} is offered an event. */
    void offered(SimulatedProcess process, LogEvent event) {
        process.history.offered(events.size(), event);
        unforced.add(events.size());
        events.add(event);
    }

    /** Records the start of a process. */
    void begin(SimulatedProcess process) {
        inexact |= process.configuration.spooled();
        // An event that was dropped as too old may be in the spool when the process dies, and is then sent by the next
        // one.
        orderExcused |= process.configuration.dropsOld();
    }

    /** Records that a power failure takes only what {@code processes} have not taken from their queues. */
    void forced(List<SimulatedProcess> processes) {
        unforced.clear();
        for (SimulatedProcess process : processes) {
            if (process.destination.model == this) {
                unforced.addAll(process.history.notTaken(process.queued()));
            }
        }
    }

    /** Records the close of a process. */
    void ended(SimulatedProcess process) {
        SinkStats stats = process.stats();
        dropped += stats.events().totalDropped() + condemned(process, stats);
        expect(!process.hidesErrors(), "an error was not reported");
        expect(stats.events().pending() == 0, "pending after the end:", stats);
        expect(process.isFlushed(), "a flush has not ended although the process has");
    }

    /**
     * Records the death of a process.
     *
     * @param isExact whether every event that it has taken was on the disk; if not, the pending events may be lost too
     */
    void died(SimulatedProcess process, boolean isExact) {
        dropped += process.stats().events().totalDropped() + condemned(process, process.stats());
        lost += isExact ? 0 : process.stats().events().pending();
        if (isExact) {
            killed.addAll(process.history.notTaken(process.queued()));
        }
    }

    /** Records that the machine has lost its power, in which its processes have died. */
    void powerFailed() {
        killed.addAll(unforced);
    }

    /** Records that some events are on the disk in unreadable files. */
    void damaged(int unknown) {
        lost += unknown;
        inexact = true;
    }

    /** Checks an event that leaves a process. */
    void sent(Sent event) {
        LogEvent logged = events.get(event.id());
        boolean truncated = event.line().contains("\"truncated\":true");
        expect(truncated || event.line().contains(logged.message()), "another message:", event);
        String level = event.labels().getOrDefault("level", logged.level().name());
        boolean isRight = level.equals(logged.level().name())
                && name.equals(event.labels().get("app"));
        expect(isRight, "to another server or stream than of " + name + ":", event);
    }

    /** Records what a process has learnt about a push. */
    void learnt(Outcome outcome) {
        // An event that was settled before a process died may be sent again, and then too late.
        boolean isInTime = settled.containsAll(outcome.overtaken());
        expect(isInTime || orderExcused, "newer events of the stream overtook:", outcome.overtaken());
        confirmed.addAll(outcome.confirmed());
        settled.addAll(outcome.confirmed());
        settled.addAll(outcome.refused());
    }

    /** Records that the server has refused an event without reporting it. */
    void hidden(int id) {
        hidden.add(id);
    }

    /** The number of events that the server refuses for what they contain. */
    long poisoned() {
        return events.stream()
                .filter(event -> event.message().contains(FaultPlan.POISON))
                .count();
    }

    /** Checks the invariants of a step. */
    void check(SimulatedProcess process) {
        SinkStats stats = process.stats();
        expect(stats.balances(), "the ledger does not balance:", stats);
        checkPending(process, stats.events().sending());
        checkOutcome("delivered", stats.events().delivered(), process.history.delivered());
        checkOutcome("rejected", stats.events().rejected() - condemned(process, stats), process.history.rejected());
        checkMemory(process, stats);
        throwViolation();
    }

    private void checkPending(SimulatedProcess process, long sending) {
        long pending = SimulatedSink.pendingEvents(process.sink);
        boolean agrees = process.isComplete() ? sending == pending : sending >= pending;
        expect(agrees, "the sink and the ledger disagree on the pending events:", pending, sending);
    }

    /** The events that were refused alone so often that the process has settled them. */
    private long condemned(SimulatedProcess process, SinkStats stats) {
        long more = Math.max(0, stats.events().rejected() - process.history.rejected());
        return Math.min(more, process.history.refusedAlone());
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
        Collection<Integer> unsettled = new TreeSet<>();
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

    void throwViolation() {
        if (!violations.isEmpty()) {
            throw new AssertionError(violations.get(0));
        }
    }

    void expect(boolean isTrue, String otherwise, Object... details) {
        if (!isTrue) {
            violations.add(otherwise + " " + Arrays.toString(details));
        }
    }
}
