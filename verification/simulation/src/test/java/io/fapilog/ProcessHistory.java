package io.fapilog;

import io.fapilog.loki.ScriptedLoki;
import io.fapilog.loki.ScriptedLoki.Outcome;
import io.fapilog.loki.ScriptedLoki.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What one process was offered, what it has sent, and what it has learnt about that. */
final class ProcessHistory implements ScriptedLoki.Observer {
    /** The most nanoseconds that a run of ties begins before an event that it moves. */
    private static final int LONGEST_RUN = 200;

    private final Model model;
    /** The events that the application has offered to this process, in order. */
    private final List<Integer> offered = new ArrayList<>();

    private final TreeMap<Long, Integer> timestamps = new TreeMap<>();
    private final Set<Integer> sent = new HashSet<>();
    private final Map<Map<String, String>, Stream> streams = new HashMap<>();
    private final Set<Integer> settled = new HashSet<>();
    private final Set<Integer> refusedAlone = new HashSet<>();
    private long delivered;
    private long rejected;

    ProcessHistory(Model model) {
        this.model = model;
    }

    /** Records an event that is offered. */
    void offered(int id, LogEvent event) {
        offered.add(id);
        timestamps.merge(event.timestamp(), 1, Integer::sum);
    }

    /** The events that were offered to this process, but for the last {@code queued} ones. */
    List<Integer> taken(long queued) {
        return offered.subList(0, offered.size() - (int) queued);
    }

    /** The last {@code queued} events that were offered to this process. */
    List<Integer> notTaken(long queued) {
        return offered.subList(offered.size() - (int) queued, offered.size());
    }

    /** The number of events that the server has refused although they were alone in a push. */
    int refusedAlone() {
        return refusedAlone.size();
    }

    long delivered() {
        return delivered;
    }

    long rejected() {
        return rejected;
    }

    @Override
    public void sent(List<Sent> events, boolean isReplay) {
        for (Sent each : events) {
            model.sent(each);
            if (sent.add(each.id()) && !isReplay) {
                sentFresh(each);
            }
        }
    }

    private void sentFresh(Sent event) {
        Stream stream = streams.computeIfAbsent(event.labels(), any -> new Stream());
        // A push that fails before it leaves may be passed by others, as one that is refused.
        boolean isInOrder = event.id() > stream.last || model.mayThrow();
        model.expect(isInOrder, "sent in the wrong order, after", stream.last, event);
        model.expect(stream.times.add(event.nanos()), "two events of a stream have one time:", event);
        stream.last = event.id();
        long own = model.event(event.id()).timestamp();
        boolean keepsTime = event.nanos() == own || (event.nanos() > own && isTie(own, event.nanos()));
        model.expect(keepsTime || model.mayThrow(), "the time of an event was changed without a tie:", own, event);
    }

    /** Whether so many events of this process are so close that one of {@code own} may be moved to {@code given}. */
    private boolean isTie(long own, long given) {
        for (long start = own; start > own - LONGEST_RUN; start--) {
            // The event itself is one of them, and has been moved out of the run.
            long events = timestamps.subMap(start, given).values().stream()
                    .mapToLong(Integer::longValue)
                    .sum();
            if (events > given - start) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void learnt(Outcome outcome) {
        model.learnt(outcome);
        delivered += outcome.confirmed().size();
        rejected += outcome.refused().size();
        settle(outcome.confirmed());
        settle(outcome.refused());
    }

    private void settle(List<Integer> ids) {
        for (int id : ids) {
            model.expect(settled.add(id) || model.mayRepeat(), "settled a second time by one process:", id);
        }
    }

    @Override
    public void refusedAlone(int id) {
        refusedAlone.add(id);
    }

    @Override
    public void hidden(int id) {
        model.hidden(id);
    }

    @Override
    public void broken(AssertionError error) {
        model.expect(false, String.valueOf(error.getMessage()));
    }

    /** What was sent of one stream. */
    private static final class Stream {
        private final Set<Long> times = new HashSet<>();
        private int last = -1;
    }
}
