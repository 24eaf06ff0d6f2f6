package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fapilog.DropReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The sink with a spool: what was accepted outlives memory and the process, and arrives as it was. */
class SpooledSinkTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void close_serverAway_leavesEventsToTheNextStart() {
        server.otherwise(ScriptedServer.answer(503, "away"));
        SinkRig closed = rig("batch_size=10");
        try (closed) {
            closed.append(25).exchange();
        }
        assertThat(closed.ledger.spooled).isEqualTo(25);
        assertThat(closed.ledger.dropped).isEmpty();
        assertThat(closed.infos).anyMatch(info -> info.contains("25 events stay in the spool"));
        List<DecodedPush.Entry> tried = server.push(0).entries();
        server.otherwise(ScriptedServer.answer(204, ""));
        int before = server.requests.size();
        try (SinkRig rig = rig("batch_size=10")) {
            drain(rig);
            assertThat(rig.ledger.recovered).isEqualTo(25);
            assertThat(rig.ledger.delivered).isEqualTo(25);
            assertThat(rig.infos).anyMatch(info -> info.contains("25 events of earlier runs"));
        }
        assertThat(messages(before)).isEqualTo(numbered(25));
        assertThat(server.push(before).entries()).startsWith(tried.toArray(new DecodedPush.Entry[0]));
        assertThat(spool()).isEmptyDirectory();
    }

    @Test
    void kill_afterAStep_losesNothingThatWasAppended() {
        Path copy = temporary.resolve("after the kill");
        try (SinkRig rig = rig("batch_size=4", "label_fields=level", "tenant=team-a", "metadata=trace_id")) {
            server.otherwise(ScriptedServer.stall());
            rig.append(rig.event("first")
                    .context(java.util.Map.of("trace_id", "4bf9"))
                    .build());
            rig.append(9);
            rig.work();
            copy(spool(), copy);
        }
        server.otherwise(ScriptedServer.answer(204, ""));
        int before = server.requests.size();
        try (SinkRig rig = new SinkRig(server.uri("spool=" + copy, "labels=app=another"))) {
            drain(rig);
        }
        assertThat(messages(before).subList(1, 10)).isEqualTo(numbered(9));
        DecodedPush.Stream stream = server.push(before).streams().get(0);
        assertThat(stream.labels()).containsEntry("app", "shop").containsEntry("level", "INFO");
        assertThat(stream.entries().get(0).metadata()).containsEntry("trace_id", "4bf9");
        assertThat(server.requests.get(before).headers()).containsEntry("x-scope-orgid", "team-a");
    }

    @Test
    void delivered_rejectedAndDropped_areLetGo() {
        server.then(ScriptedServer.answer(204, ""), ScriptedServer.answer(400, "no"), ScriptedServer.answer(501, "no"));
        try (SinkRig rig = rig("batch_size=5")) {
            for (int i = 0; i < 3; i++) {
                rig.append(5).exchange();
            }
            assertThat(rig.ledger.delivered).isEqualTo(5);
            assertThat(rig.ledger.rejected).isEqualTo(5);
            assertThat(rig.ledger.dropped(DropReason.UNSUPPORTED)).isEqualTo(5);
        }
        assertThat(spool()).isEmptyDirectory();
    }

    @Test
    void split_halfDelivered_onlyTheOtherHalfStays() {
        server.then(ScriptedServer.answer(413, ""), ScriptedServer.answer(204, ""))
                .otherwise(ScriptedServer.answer(503, ""));
        try (SinkRig rig = rig("batch_size=10")) {
            rig.append(10).exchange();
            rig.awaitAnswer().awaitAnswer();
            assertThat(rig.ledger.delivered).isEqualTo(5);
        }
        server.otherwise(ScriptedServer.answer(204, ""));
        int before = server.requests.size();
        try (SinkRig rig = rig()) {
            drain(rig);
            assertThat(rig.ledger.recovered).isEqualTo(5);
        }
        assertThat(messages(before)).isEqualTo(numbered(10).subList(5, 10));
    }

    @Test
    void recovered_andFresh_takeTurnsAndNeverShareAPush() {
        leave(400);
        try (SinkRig rig = rig("batch_size=1", "batch_bytes=4KiB")) {
            open(rig.advance(Duration.ofMinutes(10)));
            for (int i = 0; i < 3; i++) {
                rig.append("fresh " + i).exchange();
                rig.awaitAnswer();
            }
            drain(rig);
        }
        List<List<String>> pushes = server.pushes().subList(1, server.requests.size()).stream()
                .map(DecodedPush::messages)
                .toList();
        assertThat(pushes.subList(0, 6).stream().filter(push -> push.get(0).startsWith("fresh")))
                .hasSizeBetween(2, 3);
        assertThat(pushes)
                .allMatch(push -> push.stream()
                                        .filter(message -> message.startsWith("fresh"))
                                        .count()
                                % push.size()
                        == 0);
        assertThat(messages(1)).hasSize(403).doesNotHaveDuplicates();
    }

    @Test
    void recovered_olderThanLokiWouldTake_goFirst() {
        leave(400);
        try (SinkRig rig = rig("batch_size=1", "batch_bytes=4KiB")) {
            rig.advance(Duration.ofHours(2));
            rig.append("fresh");
            drain(rig);
        }
        assertThat(messages(1)).hasSize(401).last().isEqualTo("fresh");
    }

    @Test
    void recovered_olderThanMaxAge_areDroppedAndCounted() {
        leave(40);
        try (SinkRig rig = rig("max_age=1h")) {
            open(rig.advance(Duration.ofHours(2)));
            assertThat(rig.ledger.dropped(DropReason.TOO_OLD)).isEqualTo(40);
            assertThat(rig.warnings).anyMatch(warning -> warning.contains("40 events of the spool were older"));
        }
        assertThat(spool()).isEmptyDirectory();
    }

    @Test
    void outage_longerThanMemory_losesNothing() {
        server.otherwise(ScriptedServer.answer(503, "away"));
        try (SinkRig rig = rig("buffer=256KiB", "batch_bytes=32KiB", "overflow=drop_newest")) {
            for (int i = 0; i < 5_000; i++) {
                rig.append("message " + i + " " + "x".repeat(300)).advance(Duration.ofMillis(1));
                assertThat(rig.sink.pendingBytes()).isLessThan(256 << 10);
                if (i == 100) {
                    rig.exchange();
                }
            }
            rig.exchange().assertBalanced();
            assertThat(rig.ledger.spooled).isGreaterThan(500);
            assertThat(rig.sink.settledThrough()).isLessThanOrEqualTo(5_000);
            server.otherwise(ScriptedServer.answer(204, ""));
            int before = server.requests.size();
            drain(rig.advance(Duration.ofMinutes(1)));
            assertThat(rig.ledger.delivered).isEqualTo(5_000);
            assertThat(rig.ledger.dropped).isEmpty();
            assertThat(messages(before)).hasSize(5_000).doesNotHaveDuplicates();
        }
        assertThat(spool()).isEmptyDirectory();
    }

    @Test
    void outage_longerThanTheSpool_countsWhatIsDropped() {
        server.otherwise(ScriptedServer.answer(503, "away"));
        try (SinkRig rig = rig("buffer=128KiB", "batch_bytes=16KiB", "spool_max=1MiB", "batch_size=10")) {
            rig.append(10).exchange();
            for (int i = 0; i < 5_000; i++) {
                rig.append("message " + i + " " + "x".repeat(300));
                rig.assertBalanced();
            }
            assertThat(rig.ledger.dropped(DropReason.SPOOL_FULL)).isGreaterThan(1_000);
            server.otherwise(ScriptedServer.answer(204, ""));
            drain(rig.advance(Duration.ofMinutes(1)));
            assertThat(rig.ledger.delivered).isEqualTo(5_010 - rig.ledger.dropped());
            assertThat(rig.ledger.dropped).containsOnlyKeys(DropReason.SPOOL_FULL, DropReason.OVERFLOW);
        }
    }

    @Test
    void spool_damaged_countsAndDeliversTheRest() throws IOException {
        leave(40);
        Path segment;
        try (var files = Files.walk(spool())) {
            segment = files.filter(path -> path.toString().endsWith(".seg"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        try (SinkRig rig = rig()) {
            drain(rig);
            assertThat(rig.ledger.dropped(DropReason.SPOOL_DAMAGED)).isEqualTo(1);
            assertThat(rig.ledger.delivered).isEqualTo(39);
        }
    }

    @Test
    void spool_cannotBeUsed_worksInMemory() throws IOException {
        Files.writeString(spool(), "a file");
        try (SinkRig rig = rig("batch_size=3")) {
            rig.append(3).exchange();
            assertThat(rig.ledger.delivered).isEqualTo(3);
            assertThat(rig.warnings).hasSize(1).first().asString().contains("memory");
        }
    }

    @Test
    void wakeUp_whileEventsCome_isByTheClockWithinTenMillis() {
        try (SinkRig rig = rig()) {
            open(rig);
            assertThat(rig.sink.wakeAt()).isEqualTo(1);
            rig.append("one");
            rig.work();
            assertThat(rig.work()).isZero();
            assertThat(rig.sink.wakeAt()).isGreaterThan(1_000);
            assertThat(rig.untilWork()).isLessThanOrEqualTo(Duration.ofMillis(10));
            rig.advance(Duration.ofMillis(10));
            rig.work();
            assertThat(rig.sink.wakeAt()).isEqualTo(1);
            assertThat(rig.untilWork()).isGreaterThan(Duration.ofMillis(100));
            rig.deliver().advance(Duration.ofSeconds(1));
            rig.work();
            assertThat(rig.untilWork()).isGreaterThan(DAY);
        }
    }

    @Test
    void dropOldest_spoolHasIt_losesNothing() {
        server.otherwise(ScriptedServer.answer(503, "away"));
        try (SinkRig rig = rig("batch_size=5")) {
            rig.append(5).exchange();
            rig.append(3);
            assertThat(rig.sink.dropOldest()).isEqualTo(5);
            assertThat(rig.sink.dropOldest()).isEqualTo(3);
            assertThat(rig.sink.dropOldest()).isZero();
            assertThat(rig.ledger.spooled).isEqualTo(8);
            assertThat(rig.sink.settledThrough()).isEqualTo(8);
            server.otherwise(ScriptedServer.answer(204, ""));
            drain(rig.advance(Duration.ofMinutes(1)));
            assertThat(rig.ledger.delivered).isEqualTo(8);
        }
    }

    @Test
    void plan_valuesThatCannotBe_areAllTold() {
        assertThatThrownBy(() -> new SinkRig("loki://h?spool_max=1&spool_sync=2d"))
                .hasMessageContainingAll("spool_max", "spool_sync", "go with spool only");
        assertThatThrownBy(() -> new SinkRig("loki://h?spool=")).hasMessageContaining("spool is empty");
        assertThatThrownBy(() -> new SinkRig("loki://h?spool=a%00b")).hasMessageContaining("spool is no directory");
    }

    @Test
    void builder_saysTheSame() {
        LokiSinkBuilder builder =
                LokiSink.builder(server.uri()).spool(spool()).spoolMax(1 << 20).spoolSync(Duration.ofMillis(20));
        try (SinkRig rig = new SinkRig(builder.plan(SinkRig.DEFAULTS))) {
            rig.work();
            assertThat(spool()).isNotEmptyDirectory();
        }
    }

    private Path spool() {
        return temporary.resolve("spool");
    }

    private SinkRig rig(String... parameters) {
        List<String> all = new ArrayList<>(List.of(parameters));
        all.add("spool=" + spool());
        all.add("labels=app=shop");
        return new SinkRig(server.uri(all.toArray(new String[0])));
    }

    /** A run whose server was away leaves so many events. One request is made. */
    private void leave(int events) {
        server.otherwise(ScriptedServer.answer(503, "away"));
        try (SinkRig rig = rig("batch_size=1")) {
            rig.append(events).exchange();
        }
        assertThat(server.requests).hasSize(1);
        server.otherwise(ScriptedServer.answer(204, ""));
    }

    /** Works until all is taken over that earlier runs left. */
    private static void open(SinkRig rig) {
        int done = 1;
        while (done > 0) {
            done = rig.work();
        }
    }

    /** Works until nothing is left, in memory or on disk. */
    private static void drain(SinkRig rig) {
        rig.sink.flush();
        open(rig);
        while (rig.pending() > 0 || rig.ledger.spooled > 0) {
            rig.awaitAnswer();
            rig.assertBalanced();
        }
    }

    private List<String> messages(int from) {
        return server.pushes().subList(from, server.requests.size()).stream()
                .flatMap(push -> push.messages().stream())
                .toList();
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "message " + i).toList();
    }

    private static void copy(Path from, Path to) {
        try {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                    Files.createDirectories(to.resolve(from.relativize(path)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                    Files.copy(path, to.resolve(from.relativize(path)));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
