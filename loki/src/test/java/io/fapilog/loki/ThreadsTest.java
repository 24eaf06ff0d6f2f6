package io.fapilog.loki;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The threads of the HTTP client end with the sink. */
class ThreadsTest {
    @Test
    void close_pushesSentAndInFlight_endsAllThreads() {
        int selectorsBefore = selectorThreads();
        try (ScriptedServer server = new ScriptedServer()) {
            try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "max_in_flight=4"))) {
                server.then(ScriptedServer.answer(204, ""), ScriptedServer.stall(), ScriptedServer.stall());
                rig.append("one").exchange();
                rig.append("two").work();
                rig.append("three").work();
                assertThat(clientThreads()).isNotEmpty().allMatch(Thread::isDaemon);
            }
            await().until(() -> clientThreads().isEmpty());
            if (Runtime.version().feature() >= 21) {
                await().until(() -> selectorThreads() <= selectorsBefore);
            }
        }
    }

    @Test
    void close_clientNotYetCreated_sendsNothingAndEndsAllThreads() {
        try (ScriptedServer server = new ScriptedServer()) {
            try (SinkRig rig = new SinkRig(server.uri("batch_size=1"))) {
                rig.append("one").work();
            }
            int sent = server.requests.size();
            await().until(() -> clientThreads().isEmpty());
            assertThat(server.requests).hasSizeLessThanOrEqualTo(Math.max(1, sent));
        }
    }

    @Test
    void start_noEvents_startsNoThread() {
        int before = clientThreads().size();
        try (SinkRig rig = new SinkRig("loki://localhost")) {
            rig.work();
            assertThat(clientThreads()).hasSize(before);
        }
    }

    private static List<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("fapilog-loki"))
                .toList();
    }

    private static int selectorThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("SelectorManager"))
                .count();
    }
}
