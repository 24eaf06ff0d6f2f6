package io.fapilog.devloki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StartAndStopTest extends FixedTimeServer {

    @Test
    void start_always_listensOnLoopbackOnly() throws Exception {
        assertThat(loki.url()).isEqualTo("http://127.0.0.1:" + loki.port());
        assertThat(loki.lokiUri()).isEqualTo("loki://127.0.0.1:" + loki.port());
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (var address :
                    network.inetAddresses().filter(a -> !a.isLoopbackAddress()).toList()) {
                try (Socket socket = new Socket()) {
                    assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, loki.port()), 1000))
                            .isInstanceOf(IOException.class);
                }
            }
        }
    }

    @Test
    void start_thenPush_runsOnDaemonThreadsOnly() throws Exception {
        loki.close();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        loki = DevLoki.builder().clock(clock::get).start();
        push("x", "a");
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    @Test
    void start_portInUse_throwsWithItsAddress() {
        DevLokiBuilder second = DevLoki.builder().port(loki.port());
        assertThatThrownBy(second::start)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("127.0.0.1:" + loki.port());
    }

    @Test
    void restart_afterStop_hasTheSamePortAndEntries() throws Exception {
        push("x", "before");
        int port = loki.port();
        loki.stop();
        loki.stop();
        assertThatThrownBy(() -> push("x", "during")).isInstanceOf(IOException.class);
        assertThat(loki.entries()).hasSize(1);
        loki.restart();
        loki.restart();
        assertThat(loki.port()).isEqualTo(port);
        push("y", "after");
        assertThat(loki.entries()).extracting(StoredEntry::line).containsExactly("before", "after");
    }

    @Test
    void clear_stoppedServer_removesEverythingAndRestarts() throws Exception {
        push("x", "a", "a");
        loki.script().always(Reply.status(500));
        loki.stop();
        loki.clear();
        assertThat(loki.entries()).isEmpty();
        assertThat(loki.pushes()).isEmpty();
        assertThat(loki.counters()).isEqualTo(new Counters(0, 0, 0, 0, 0, 0));
        assertThat(push("x", "a").statusCode()).isEqualTo(204);
    }

    @Test
    void builder_valuesOutOfRange_throwsIllegalArgument() {
        assertThatThrownBy(() -> DevLoki.builder().port(70_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DevLoki.builder().maxBytes(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stop_onAnInterruptedThread_closesAllAndLeavesTheInterrupt() {
        DevLoki loki = DevLoki.start();
        Thread.currentThread().interrupt();
        loki.close();
        assertThat(Thread.interrupted()).isTrue();
        loki.restart();
        loki.close();
    }
}
