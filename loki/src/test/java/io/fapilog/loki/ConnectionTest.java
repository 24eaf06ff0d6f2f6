package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fapilog.Diagnostics;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How connections are opened, kept and given up, and the threads that hold them. */
class ConnectionTest {
    private static final long LONG = TimeUnit.HOURS.toNanos(1);
    private static final Resolver LOOPBACK = host -> new InetAddress[] {address(1)};

    @TempDir
    private Path directory;

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void address_firstOneIsDead_theNextIsUsedAndRemembered() throws IOException {
        server.otherwise(ScriptedServer.answer(200, "", "Connection", "close"));
        Resolver both = host -> new InetAddress[] {address(2), address(1)};
        String uri = "loki://loki.test:" + server.port() + "?batch_size=1&timeout=3s";
        try (SinkRig rig = rig(uri, both, LONG)) {
            Blackhole dead = new Blackhole(server.port());
            try (dead) {
                rig.append("one").exchange();
                assertThat(rig.ledger.delivered).isEqualTo(1);
            }
            // Takes connections now, and never answers.
            ServerSocket silent = new ServerSocket(server.port(), 50, address(2));
            try (silent) {
                rig.append("two").exchange();
                assertThat(rig.ledger.delivered).isEqualTo(2);
            }
            assertThat(server.messagesSince(0)).containsExactly("one", "two");
        }
    }

    @Test
    void address_allRefuse_isAFailureThatNamesThePort() {
        Resolver both = host -> new InetAddress[] {address(3), address(4)};
        try (SinkRig rig = rig("loki://loki.test:" + server.port() + "?batch_size=1", both, LONG)) {
            rig.append("one").exchange();
            assertThat(rig.ledger.statuses).containsExactly(0);
            assertThat(rig.warnings).singleElement().asString().contains("no connection; check", "refused");
        }
    }

    @Test
    void hostName_withADotAtItsEnd_worksWithTls() {
        TestCertificate own = new TestCertificate(directory, "server", "dns:localhost", "RSA");
        List<String> asked = new CopyOnWriteArrayList<>();
        List<String> indicated = new CopyOnWriteArrayList<>();
        Resolver recording = host -> {
            asked.add(host);
            return LOOPBACK.resolve(host);
        };
        try (ScriptedServer tls = ScriptedServer.tls(own).otherwise((out, socket) -> {
                    ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) socket).getSession();
                    session.getRequestedServerNames()
                            .forEach(name -> indicated.add(new String(name.getEncoded(), StandardCharsets.US_ASCII)));
                    return ScriptedServer.answer(204, "").write(out, socket);
                });
                SinkRig rig = rig("lokis://localhost.:" + tls.port() + "?ca=" + own.certificate, recording, LONG)) {
            rig.append("one").deliver();
            assertThat(rig.ledger.delivered).isEqualTo(1);
            assertThat(asked).containsExactly("localhost.");
            assertThat(indicated).containsExactly("localhost");
            assertThat(tls.requests.get(0).headers()).containsEntry("host", "localhost:" + tls.port());
        }
    }

    @Test
    void address_withTls_isCheckedAndNotIndicated() {
        TestCertificate own = new TestCertificate(directory, "server", "ip:127.0.0.1", "RSA");
        try (ScriptedServer tls = ScriptedServer.tls(own);
                SinkRig rig = rig("lokis://127.0.0.1:" + tls.port() + "?ca=" + own.certificate, LOOPBACK, LONG)) {
            rig.append("one").deliver();
            assertThat(rig.ledger.delivered).isEqualTo(1);
        }
        try (ScriptedServer tls = ScriptedServer.tls(own);
                SinkRig rig = rig("lokis://127.0.0.2:" + tls.port() + "?ca=" + own.certificate, LOOPBACK, LONG)) {
            rig.append("one").sink.flush();
            assertThat(rig.exchange().ledger.delivered).isZero();
            assertThat(rig.warnings).singleElement().asString().contains("127.0.0.2");
        }
    }

    @Test
    void thread_noPushForAWhile_endsWithItsConnection() {
        try (SinkRig rig = rig(server.uri("batch_size=1"), LOOPBACK, 1_000_000)) {
            for (int i = 1; i <= 3; i++) {
                rig.append(1).exchange();
                await().atMost(Duration.ofSeconds(30)).until(() -> threads().isEmpty());
                assertThat(rig.ledger.delivered).isEqualTo(i);
            }
            assertThat(server.requests)
                    .extracting(ScriptedServer.Request::connection)
                    .containsExactly(1, 2, 3);
            assertThat(rig.ledger.statuses).containsExactly(204, 204, 204);
        }
    }

    @Test
    void thread_endsWithoutAWord_thePushTimesOutAndIsSentByAnother() {
        AtomicInteger made = new AtomicInteger();
        try (SinkRig rig = new SinkRig(plan(server.uri("batch_size=1", "timeout=9s"), LOOPBACK, LONG, task -> {
            // The JVM may throw an OutOfMemoryError past all handlers.
            return made.incrementAndGet() == 1 ? () -> {} : task;
        }))) {
            rig.append("one").work();
            assertThat(rig.untilWork()).isEqualTo(Duration.ofSeconds(9));
            rig.advance(Duration.ofSeconds(9)).work();
            assertThat(rig.ledger.statuses).containsExactly(0);
            rig.advance(Duration.ofSeconds(30)).exchange();
            assertThat(rig.ledger.delivered).isEqualTo(1);
        }
    }

    @Test
    void error_whileConnecting_costsOnePush() {
        AtomicInteger calls = new AtomicInteger();
        Resolver faulty = host -> {
            if (calls.incrementAndGet() == 1) {
                throw new OutOfMemoryError("simulated");
            }
            return LOOPBACK.resolve(host);
        };
        try (SinkRig rig = rig(server.uri("batch_size=1"), faulty, LONG)) {
            rig.append("one").exchange();
            assertThat(rig.warnings).singleElement().asString().contains("simulated");
            rig.advance(Duration.ofSeconds(30)).exchange();
            assertThat(rig.ledger.delivered).isEqualTo(1);
        }
    }

    @Test
    void resolution_thatNeverEnds_holdsABoundedNumberOfThreads() {
        CountDownLatch released = new CountDownLatch(1);
        Semaphore waiting = new Semaphore(0);
        Resolver blocked = host -> {
            waiting.release();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return LOOPBACK.resolve(host);
        };
        Duration timeout = Duration.ofSeconds(77);
        try (SinkRig rig = rig(server.uri("batch_size=1", "timeout=77s"), blocked, LONG)) {
            rig.append("one");
            while (rig.warnings.stream().noneMatch(warning -> warning.contains("how it resolves the name"))) {
                rig.workAll();
                if (rig.untilWork().equals(timeout)) {
                    waiting.acquireUninterruptibly();
                }
                rig.advance(rig.untilWork());
            }
            assertThat(threads()).hasSize(16);
            released.countDown();
            await().atMost(Duration.ofSeconds(30)).until(() -> threads().isEmpty());
            rig.advance(Duration.ofMinutes(1)).deliver();
            assertThat(rig.ledger.delivered).isEqualTo(1);
        }
    }

    @Test
    void refusal_beforeTheWholeBodyWasRead_isUnderstoodThoughTheConnectionIsClosed() {
        server.then(new RawReaction(
                "HTTP/1.1 413 x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig"
                        .getBytes(StandardCharsets.ISO_8859_1),
                RawReaction.End.CLOSE,
                1_000));
        try (SinkRig rig = rig(server.uri("format=json", "compression=none"), LOOPBACK, LONG)) {
            rig.append("x".repeat(100_000)).append("y".repeat(100_000)).deliver();
            assertThat(rig.ledger.delivered).isEqualTo(2);
        }
    }

    private static SinkRig rig(String uri, Resolver resolver, long idleNanos) {
        return new SinkRig(plan(uri, resolver, idleNanos, task -> task));
    }

    private static Sink.Plan plan(String uri, Resolver resolver, long idleNanos, Tasks tasks) {
        LokiSettings settings = LokiSettings.read(SinkUri.parse(SinkRig.withoutPause(uri)), SinkRig.DEFAULTS);
        return new Sink.Plan("loki", settings.queue(), context -> {
            Wire wire = settings.batches().wire();
            Sink.Context used = new OtherThreads(context, tasks);
            return new PushSink(
                    settings, used, wire, new HttpTransport(settings, wire, used, resolver, idleNanos), null);
        });
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("io.fapilog-loki-http"))
                .toList();
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Replaces what the threads of a sink do. */
    private interface Tasks {
        Runnable of(Runnable task);
    }

    private record OtherThreads(Sink.Context context, Tasks tasks) implements Sink.Context {
        @Override
        public TimeSource time() {
            return context.time();
        }

        @Override
        public Ledger ledger() {
            return context.ledger();
        }

        @Override
        public Diagnostics diagnostics() {
            return context.diagnostics();
        }

        @Override
        public double random() {
            return context.random();
        }

        @Override
        public void wakeUp() {
            context.wakeUp();
        }

        @Override
        public Thread newThread(Runnable task, String name) {
            return context.newThread(tasks.of(task), name);
        }
    }

    /** An address that takes no connections and refuses none, as behind a firewall. */
    private static final class Blackhole implements AutoCloseable {
        private final ServerSocket listener;
        private final List<Socket> waiting = new ArrayList<>();

        Blackhole(int port) throws IOException {
            listener = new ServerSocket(port, 1, address(2));
            boolean full = false;
            while (!full) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(new InetSocketAddress(address(2), port), 300);
                } catch (IOException e) {
                    full = true;
                }
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }
}
