package io.fapilog.loki;

import io.fapilog.DropReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of faults: what the server does, and what must come of it. Unless said otherwise three events are
 * logged, all are delivered and stored once, and nobody is told anything.
 */
final class Fault {
    /** Where the sink pushes to. */
    enum Place {
        SERVER,
        NOBODY_LISTENS,
        NOBODY_LISTENS_AT_FIRST,
        UNKNOWN_HOST,
        CERTIFICATE_OF_ANOTHER_NAME,
        CERTIFICATE_EXPIRED,
        CERTIFICATE_OF_NOBODY,
        TLS_ONLY
    }

    final String name;
    final List<String> parameters = new ArrayList<>();
    final List<Consumer<Rig>> phases = new ArrayList<>();
    final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    final List<Integer> statuses = new ArrayList<>();
    final List<String[]> warnings = new ArrayList<>();
    final List<String[]> infos = new ArrayList<>();
    Place place = Place.SERVER;
    Function<Silences, List<ScriptedServer.Reply>> script = unused -> List.of();
    ScriptedServer.@Nullable Reply always;
    boolean endless;
    boolean oneMore;
    long rejected;
    long uncertain;
    long storedBeside;
    long doubled;

    private Fault(String name) {
        this.name = name;
    }

    /** A fault of which people speak so. */
    static Fault of(String name) {
        return new Fault(name);
    }

    Fault at(Place where) {
        place = where;
        return this;
    }

    Fault with(String... more) {
        parameters.addAll(List.of(more));
        return this;
    }

    /** What the server replies, one after the other; then it answers 204. */
    Fault replies(ScriptedServer.Reply... replies) {
        return plays(unused -> List.of(replies));
    }

    /** The same, made anew for each run. */
    Fault plays(Function<Silences, List<ScriptedServer.Reply>> replies) {
        script = replies;
        return this;
    }

    /** The server replies so for ever; nothing is settled, and the sink is closed after the last of the statuses. */
    Fault always(ScriptedServer.Reply reply) {
        always = reply;
        return forEver();
    }

    /** Nothing is settled, and the sink is closed after the last of the statuses. */
    Fault forEver() {
        endless = true;
        return this;
    }

    /** What is logged; each call of this is delivered before the next is logged. */
    Fault logs(Consumer<Rig> phase) {
        phases.add(phase);
        return this;
    }

    /** How each push ends, as the statistics have it. */
    Fault ends(Integer... expected) {
        statuses.addAll(List.of(expected));
        return this;
    }

    /**
     * A push may have to be repeated at once: the client may see too late that the server has closed the connection.
     */
    Fault orOneMorePush() {
        oneMore = true;
        return this;
    }

    Fault rejects(long events) {
        rejected = events;
        return this;
    }

    /** So many events are refused in a part that nobody told; the server has stored {@code stored} of them. */
    Fault leavesUncertain(long events, long stored) {
        rejected = events;
        uncertain = events;
        storedBeside = stored;
        return this;
    }

    Fault drops(DropReason reason, long events) {
        dropped.put(reason, events);
        return this;
    }

    /** So many events are stored once more, with the same labels, time and line, so that Loki drops them. */
    Fault doubles(long events) {
        doubled = events;
        return this;
    }

    /** One more warning, which has these parts. */
    Fault warns(String... parts) {
        warnings.add(parts);
        return this;
    }

    /** One more information, which has these parts. */
    Fault informs(String... parts) {
        infos.add(parts);
        return this;
    }

    List<Consumer<Rig>> phases() {
        return phases.isEmpty() ? List.of(rig -> rig.append(3)) : phases;
    }

    @Override
    public String toString() {
        return name;
    }
}
