package io.fapilog.loki;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The threads of the transport end with the sink. */
class ThreadsTest {
    @Test
    void close_pushesSentAndInFlight_endsAllThreads() {
        try (ScriptedServer server = new ScriptedServer()) {
            try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "max_in_flight=4"))) {
                server.then(ScriptedServer.answer(204, ""), ScriptedServer.stall(), ScriptedServer.stall());
                rig.append("one").exchange();
                rig.append("two").work();
                rig.append("three").work();
                assertThat(senderThreads()).isNotEmpty().allMatch(Thread::isDaemon);
            }
            await().until(() -> senderThreads().isEmpty());
        }
    }

    @Test
    void close_connectionNotYetOpened_sendsNothingAndEndsAllThreads() {
        try (ScriptedServer server = new ScriptedServer()) {
            try (SinkRig rig = new SinkRig(server.uri("batch_size=1"))) {
                rig.append("one").work();
            }
            int sent = server.requests.size();
            await().until(() -> senderThreads().isEmpty());
            assertThat(server.requests).hasSizeLessThanOrEqualTo(Math.max(1, sent));
        }
    }

    @Test
    void start_noEvents_startsNoThread() {
        int before = senderThreads().size();
        try (SinkRig rig = new SinkRig("loki://localhost")) {
            rig.work();
            assertThat(senderThreads()).hasSize(before);
        }
    }

    private static List<Thread> senderThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("io.fapilog-loki"))
                .toList();
    }
}
