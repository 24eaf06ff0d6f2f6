package io.fapilog.loki;

import io.fapilog.FaultPlan;
import io.fapilog.devloki.PushReader;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A simulated Loki that exists throughout the simulation, while processes start and end. It stores entries as Loki
 * does: it ignores duplicates, and refuses entries over an hour older than the newest one of their stream. The
 * connection between it and the processes fails by plan.
 */
public final class ScriptedLoki {
    private static final long WINDOW = Duration.ofHours(1).toNanos();
    private static final Pattern MESSAGE = Pattern.compile("\"message\":\"#(\\d+) ");

    private final FaultPlan plan;
    private final int mostEvents;
    private final boolean takesMetadata;
    private final Map<Map<String, String>, Stored> streams = new HashMap<>();
    private final Set<Integer> stored = new HashSet<>();
    private final List<Integer> twice = new ArrayList<>();
    private final List<Due> due = new ArrayList<>();
    private long now;

    /** An empty server, which refuses a push that is too large for it with 413. */
    public ScriptedLoki(FaultPlan plan) {
        this.plan = plan;
        this.mostEvents = plan.below(3) == 0 ? 1 + plan.below(20) : Integer.MAX_VALUE;
        this.takesMetadata = plan.below(4) > 0;
    }

    /** An event of a push. */
    public record Sent(int id, long nanos, String line, Map<String, String> labels) {}

    /**
     * The outcome of a push that its sender has learnt.
     *
     * @param confirmed the events that are settled as delivered
     * @param refused those that are settled as rejected
     * @param overtaken the refused events that newer events of their stream overtook, and that are not stored
     */
    public record Outcome(List<Integer> confirmed, List<Integer> refused, List<Integer> overtaken) {
        static final Outcome NOTHING = new Outcome(List.of(), List.of(), List.of());
    }

    /** An observer of the pushes and their outcomes. */
    public interface Observer {
        /** A push leaves the process. */
        void sent(List<Sent> events, boolean isReplay);

        /** A process has learnt the outcome of a push. */
        void learnt(Outcome outcome);

        /** A push of one event was refused, and nothing is known about its content. */
        void refusedAlone(int id);

        /** The server has refused an event without reporting it. */
        void hidden(int id);

        /** The process sent bytes that are not a push. */
        void broken(AssertionError error);
    }

    /** The events that are stored. */
    public Set<Integer> stored() {
        return stored;
    }

    /** The events that are stored more than once. */
    public List<Integer> storedTwice() {
        return twice;
    }

    /** Performs the actions that are due. Returns whether there were any. */
    public boolean advanceTo(long ticks) {
        now = ticks;
        boolean any = false;
        for (Due each = nextDue(); each != null && each.at - ticks <= 0; each = nextDue()) {
            due.remove(each);
            each.action.run();
            any = true;
        }
        return any;
    }

    /** The time of the next action, in nanoseconds; {@link Long#MAX_VALUE} if there is none. */
    public long untilNext() {
        Due next = nextDue();
        return next == null ? Long.MAX_VALUE : Math.max(0, next.at - now);
    }

    /** A process connects. */
    ScriptedTransport connect(Wire wire, long timeout, Observer observer) {
        return new ScriptedTransport(this, plan, wire, timeout, observer);
    }

    /** Decides the fate of a push that was just sent. */
    void receive(ScriptedTransport.Push push, long timeout, Observer observer) {
        if (plan.isServerDown()) {
            push.fail(new ConnectException("refused"));
        } else if (!plan.isPushFaulty()) {
            later(push.arrival(), () -> push.answer(store(push, observer)));
        } else {
            goWrong(push, timeout, observer);
        }
    }

    private void goWrong(ScriptedTransport.Push push, long timeout, Observer observer) {
        long arrival = push.arrival();
        switch (plan.below(14)) {
            case 0 -> push.fail(new ConnectException("refused"));
            case 1 -> later(arrival, () -> push.fail(new IOException("reset")));
            case 2, 3 ->
                later(arrival, () -> {
                    store(push, observer);
                    push.fail(new IOException("reset after the body"));
                });
            case 4 -> later(arrival + timeout, () -> push.answer(store(push, observer)));
            case 5 ->
                later(arrival, () -> {
                    Reply reply = store(push, observer);
                    later(timeout + plan.below(1_000_000_000), () -> push.answer(reply));
                });
            case 6 -> later(arrival, () -> store(push, observer));
            case 7 -> later(arrival, () -> push.answer(Reply.of(500, "oops")));
            case 8 ->
                later(arrival, () -> push.answer(Reply.of(429, "slow down").after(plan.below(40))));
            case 9 -> later(arrival, () -> push.answer(Reply.of(401, "no org id")));
            case 10 -> later(arrival, () -> push.answer(Reply.of(413, "too large")));
            case 11 -> later(arrival, () -> push.answer(refuse(push, 260, "blocked")));
            case 12 -> later(arrival, () -> push.answer(refuse(push, 400, "some of it is not liked")));
            default -> later(arrival, () -> push.answer(storePart(push, observer)));
        }
    }

    private static Reply refuse(ScriptedTransport.Push push, int status, String text) {
        // If the text does not contain the number of refused events, all count as refused.
        return new Reply(status, text, "", new Outcome(List.of(), push.ids(), List.of()));
    }

    /** Refuses some entries as too long, regardless of their length. */
    private Reply storePart(ScriptedTransport.Push push, Observer observer) {
        List<Integer> refused = new ArrayList<>();
        push.ids().stream().filter(id -> plan.below(3) == 0).forEach(refused::add);
        if (refused.isEmpty()
                || push.streams().size() > 1
                || isPoisoned(push)
                || isTooLarge(push)
                || refusesMetadataOf(push)) {
            return store(push, observer);
        }
        List<Integer> good = new ArrayList<>(push.ids());
        good.removeAll(refused);
        List<Integer> tooOld = store(push.streams().get(0), new HashSet<>(refused));
        if (!tooOld.isEmpty()) {
            // As in Loki, a refusal by the store hides those by length.
            refused.forEach(observer::hidden);
            good.addAll(refused);
            good.removeAll(tooOld);
            return tooFarBehind(tooOld, good);
        }
        String text = refused.size() + " errors like: max entry size '10' bytes exceeded for stream '{}'";
        return new Reply(400, text, "", new Outcome(good, refused, List.of()));
    }

    private Reply store(ScriptedTransport.Push push, Observer observer) {
        if (isPoisoned(push)) {
            return refusePoison(push);
        }
        if (isTooLarge(push)) {
            return Reply.of(413, "request body too large");
        }
        if (refusesMetadataOf(push)) {
            String text = "stream '{}' includes structured metadata, but this feature is disallowed";
            return Reply.of(400, text);
        }
        List<Integer> good = new ArrayList<>(push.ids());
        List<Integer> refused = List.of();
        for (PushReader.Stream stream : push.streams()) {
            // As in Loki, the answer for the last stream is the answer for all.
            refused.forEach(observer::hidden);
            refused = store(stream, Set.of());
        }
        good.removeAll(refused);
        return refused.isEmpty()
                ? new Reply(204, "", "", new Outcome(good, refused, List.of()))
                : tooFarBehind(refused, good);
    }

    private Reply tooFarBehind(List<Integer> refused, List<Integer> good) {
        String text = "entry with timestamp 1 ignored, reason: 'entry too far behind',\nuser 'fake', total ignored: "
                + refused.size() + " out of 0 for stream: {}";
        List<Integer> overtaken =
                refused.stream().filter(id -> !stored.contains(id)).toList();
        return new Reply(400, text, "", new Outcome(good, refused, overtaken));
    }

    private static boolean isPoisoned(ScriptedTransport.Push push) {
        return push.events().stream().anyMatch(event -> event.line().contains(FaultPlan.POISON));
    }

    private Reply refusePoison(ScriptedTransport.Push push) {
        int status = plan.poisoned();
        if (status == 400) {
            return refuse(push, status, "this content is not liked");
        }
        String limit = "ingestion rate limit exceeded for user fake (limit: 1 bytes/sec) while attempting to ingest '"
                + push.ids().size() + "' lines totaling '100' bytes, reduce log volume";
        return Reply.of(status, status == 429 ? limit : "this content is not liked");
    }

    private boolean isTooLarge(ScriptedTransport.Push push) {
        return push.ids().size() > mostEvents;
    }

    private boolean refusesMetadataOf(ScriptedTransport.Push push) {
        return !takesMetadata
                && push.streams().stream()
                        .anyMatch(stream -> stream.entries().stream().anyMatch(PushReader.Entry::withMetadata));
    }

    /** Stores the new entries except {@code unwanted}, and returns those that came too late. */
    private List<Integer> store(PushReader.Stream stream, Set<Integer> unwanted) {
        Stored target = streams.computeIfAbsent(stream.labels(), any -> new Stored());
        List<Integer> refused = new ArrayList<>();
        for (PushReader.Entry entry : stream.entries()) {
            int id = id(entry.line());
            if (unwanted.contains(id)) {
                continue;
            }
            if (entry.nanos() < target.newest - WINDOW && target.newest != Long.MIN_VALUE) {
                refused.add(id);
                continue;
            }
            target.newest = Math.max(target.newest, entry.nanos());
            if (target.entries.add(new Key(entry.nanos(), entry.line())) && !stored.add(id)) {
                twice.add(id);
            }
        }
        return refused;
    }

    /** The number of the event of a line. */
    static int id(String line) {
        Matcher matcher = MESSAGE.matcher(line);
        if (!matcher.find()) {
            throw new AssertionError("a line of nobody: " + line);
        }
        return Integer.parseInt(matcher.group(1));
    }

    private void later(long nanos, Runnable action) {
        due.add(new Due(now + nanos, action));
    }

    private @Nullable Due nextDue() {
        Due next = null;
        for (Due each : due) {
            next = next == null || each.at - next.at < 0 ? each : next;
        }
        return next;
    }

    /** An answer of the server, and the conclusions that its sender may draw. */
    record Reply(int status, String text, String retryAfter, Outcome outcome) {
        static Reply of(int status, String text) {
            return new Reply(status, text, "", Outcome.NOTHING);
        }

        Reply after(int seconds) {
            return new Reply(status, text, Integer.toString(seconds), outcome);
        }
    }

    private record Key(long nanos, String line) {}

    private record Due(long at, Runnable action) {}

    private static final class Stored {
        private final Set<Key> entries = new HashSet<>();
        private long newest = Long.MIN_VALUE;
    }
}
