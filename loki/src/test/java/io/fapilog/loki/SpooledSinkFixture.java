package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Consecutive runs of an application, whose sinks use the same spool and the same server. */
abstract class SpooledSinkFixture {
    @TempDir
    Path temporary;

    @RegisterExtension
    final ScriptedServer server = new ScriptedServer();

    /** The folder of the spool. */
    Path spool() {
        return temporary.resolve("spool");
    }

    /** Starts a sink with the spool. */
    SinkRig start(String... parameters) {
        List<String> all = new ArrayList<>(List.of(parameters));
        all.add("spool=" + spool());
        all.add("labels=app=shop");
        return new SinkRig(server.uri(all.toArray(new String[0])));
    }

    /** A run with an unavailable server. After one push, it leaves {@code events} events in the spool. */
    void leave(int events) {
        leave(rig -> rig.append(events));
    }

    /** A run with an unavailable server. After one push, it leaves the events that {@code log} appends in the spool. */
    void leave(Consumer<SinkRig> log, String... parameters) {
        server.setAvailable(false);
        SinkRig closed = start(parameters);
        try (closed) {
            log.accept(closed);
            closed.sink.flush();
            closed.exchange();
        }
        assertThat(closed.ledger.spooled).isEqualTo(closed.appended());
        assertThat(server.requests).hasSize(1);
        server.setAvailable(true);
    }

    /** The messages of the first {@code count} events of a run. */
    static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "message " + i).toList();
    }
}
