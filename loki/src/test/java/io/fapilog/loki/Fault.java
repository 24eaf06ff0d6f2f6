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
 * A row of the fault table: what the server does, and the result that is expected. By default three events are logged,
 * all of them are delivered and stored once, and nothing is reported.
 */
final class Fault {
    /** The server at the address of the sink. */
    enum Place {
        SERVER,
        NOT_LISTENING,
        NOT_LISTENING_AT_FIRST,
        UNKNOWN_HOST,
        CERTIFICATE_FOR_ANOTHER_HOST,
        CERTIFICATE_EXPIRED,
        CERTIFICATE_UNTRUSTED,
        TLS_ONLY
    }

    final String name;
    final List<String> parameters = new ArrayList<>();
    final List<Consumer<SinkRig>> phases = new ArrayList<>();
    final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    final List<Integer> statuses = new ArrayList<>();
    final List<String[]> warnings = new ArrayList<>();
    final List<String[]> infos = new ArrayList<>();
    Place place = Place.SERVER;
    Function<Silences, List<ScriptedServer.Reaction>> script = unused -> List.of();
    ScriptedServer.@Nullable Reaction always;
    boolean neverSettled;
    boolean oneMorePush;
    long rejected;
    long uncertain;
    long storedOfUncertain;
    long storedAgain;

    private Fault(String name) {
        this.name = name;
    }

    /** A fault with its name in the table. */
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

    /** The reactions of the server to the first requests; it answers 204 to the following ones. */
    Fault script(ScriptedServer.Reaction... reactions) {
        return scriptFor(unused -> List.of(reactions));
    }

    /** The same, made for each run. */
    Fault scriptFor(Function<Silences, List<ScriptedServer.Reaction>> reactions) {
        script = reactions;
        return this;
    }

    /** The reaction of the server to every request, so that nothing is settled. */
    Fault always(ScriptedServer.Reaction reaction) {
        always = reaction;
        return isNeverSettled();
    }

    /** Nothing is settled, and the sink is closed after the last of the expected pushes. */
    Fault isNeverSettled() {
        neverSettled = true;
        return this;
    }

    /** Adds events to be logged. They are delivered before the events of the next call are logged. */
    Fault logs(Consumer<SinkRig> phase) {
        phases.add(phase);
        return this;
    }

    /** The expected status of each push; 0 for a push without an answer. */
    Fault ends(Integer... expected) {
        statuses.addAll(List.of(expected));
        return this;
    }

    /** One push may be retried at once, if the client notices too late that the connection was closed. */
    Fault orOneMorePush() {
        oneMorePush = true;
        return this;
    }

    Fault rejects(long events) {
        rejected = events;
        return this;
    }

    /** The server does not report how many of {@code events} it has refused; it has stored {@code stored} of them. */
    Fault leavesUncertain(long events, long stored) {
        rejected = events;
        uncertain = events;
        storedOfUncertain = stored;
        return this;
    }

    Fault drops(DropReason reason, long events) {
        dropped.put(reason, events);
        return this;
    }

    /** {@code events} are stored twice with the same labels, time stamp and line, so that Loki drops the duplicates. */
    Fault storesAgain(long events) {
        storedAgain = events;
        return this;
    }

    /** One more warning, which contains {@code parts}. */
    Fault warns(String... parts) {
        warnings.add(parts);
        return this;
    }

    /** One more info message, which contains {@code parts}. */
    Fault informs(String... parts) {
        infos.add(parts);
        return this;
    }

    List<Consumer<SinkRig>> phases() {
        return phases.isEmpty() ? List.of(rig -> rig.append(3)) : phases;
    }

    @Override
    public String toString() {
        return name;
    }
}
