package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fapilog.spi.FapilogThread;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    @Test
    void close_afterPushes_leavesNoThread() {
        int selectorsBefore = selectors();
        try (ScriptedServer server = new ScriptedServer()) {
            try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "max_in_flight=4"))) {
                server.then(ScriptedServer.answer(204, ""), ScriptedServer.stall(), ScriptedServer.stall());
                rig.append("one").exchange();
                rig.append("two").work();
                rig.append("three").work();
                assertThat(own())
                        .isNotEmpty()
                        .allSatisfy(thread -> assertThat(thread)
                                .isInstanceOf(FapilogThread.class)
                                .matches(Thread::isDaemon));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> own().isEmpty());
            if (Runtime.version().feature() >= 21) {
                await().atMost(Duration.ofSeconds(20)).until(() -> selectors() <= selectorsBefore);
            }
        }
    }

    @Test
    void close_whileTheClientIsBeingMade_sendsNothingAfterwardsAndLeavesNoThread() {
        try (ScriptedServer server = new ScriptedServer()) {
            try (SinkRig rig = new SinkRig(server.uri("batch_size=1"))) {
                rig.append("one").work();
            }
            int sent = server.requests.size();
            await().atMost(Duration.ofSeconds(20)).until(() -> own().isEmpty());
            assertThat(server.requests).hasSizeLessThanOrEqualTo(Math.max(1, sent));
        }
    }

    @Test
    void open_withoutEvents_startsNoThread() {
        int before = own().size();
        try (SinkRig rig = new SinkRig("loki://localhost")) {
            rig.work();
            assertThat(own()).hasSize(before);
        }
    }

    @Test
    void module_needsCoreAndTheHttpClientOnly() throws Exception {
        Path classes = Path.of(LokiSink.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ModuleDescriptor descriptor =
                ModuleFinder.of(classes).find("io.fapilog.loki").orElseThrow().descriptor();
        assertThat(descriptor.requires())
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactlyInAnyOrder("java.base", "java.net.http", "io.fapilog", "org.jspecify");
        assertThat(descriptor.exports())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly("io.fapilog.loki");
    }

    private static List<Thread> own() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("fapilog-loki"))
                .toList();
    }

    private static int selectors() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("SelectorManager"))
                .count();
    }
}
