package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Unsettled events outlive the process in the spool, and the next start delivers them unchanged. */
class SpooledRestartTest extends SpooledSinkFixture {
    @Test
    void close_serverUnavailable_leavesEventsToTheNextStart() {
        server.setAvailable(false);
        SinkRig closed = start("batch_size=10");
        try (closed) {
            closed.append(25).exchange();
        }
        assertThat(closed.ledger.spooled).isEqualTo(25);
        assertThat(closed.ledger.dropped).isEmpty();
        assertThat(closed.infos).anyMatch(info -> info.contains("25 events stay in the spool"));
        List<DecodedPush.Entry> sentBefore = server.push(0).entries();
        server.setAvailable(true);
        int before = server.requests.size();
        try (SinkRig rig = start("batch_size=10")) {
            rig.deliver();
            assertThat(rig.ledger.recovered).isEqualTo(25);
            assertThat(rig.ledger.delivered).isEqualTo(25);
            assertThat(rig.infos).anyMatch(info -> info.contains("25 events of earlier runs"));
        }
        assertThat(server.messagesSince(before)).isEqualTo(numbered(25));
        assertThat(server.push(before).entries()).startsWith(sentBefore.toArray(new DecodedPush.Entry[0]));
        assertThat(spool()).isEmptyDirectory();
    }

    @Test
    void kill_sinkWithAnotherTenant_leavesTheEventsToOneWithTheSame() throws IOException {
        server.otherwise(ScriptedServer.stall());
        Path killed = temporary.resolve("spool of a killed process");
        try (SinkRig rig = start("tenant=team-a")) {
            rig.append(9);
            rig.work();
            copy(spool(), killed);
        }
        server.setAvailable(true);
        try (SinkRig rig = new SinkRig(server.uri("spool=" + killed, "tenant=team-b"))) {
            rig.deliver();
            assertThat(rig.ledger.recovered).isZero();
        }
        int before = server.requests.size();
        try (SinkRig rig = new SinkRig(server.uri("spool=" + killed, "tenant=team-a"))) {
            rig.deliver();
        }
        assertThat(server.messagesSince(before)).isEqualTo(numbered(9));
        assertThat(server.requests.get(before).headers()).containsEntry("x-scope-orgid", "team-a");
    }

    @Test
    void read_recordWithATenantThatTheSinkHasNot_isSentWithThatOfTheSink() throws IOException {
        server.otherwise(ScriptedServer.stall());
        Path killed = temporary.resolve("spool of a killed process");
        try (SinkRig rig = start("tenant=other")) {
            rig.append(1);
            rig.work();
            copy(spool(), killed);
        }
        try (Stream<Path> files = Files.walk(killed)) {
            for (Path file : files.filter(path -> path.endsWith("destination")).toList()) {
                Files.delete(file);
            }
        }
        server.setAvailable(true);
        int before = server.requests.size();
        try (SinkRig rig = new SinkRig(server.uri("spool=" + killed, "tenant=own"))) {
            rig.deliver();
        }
        assertThat(server.requests.get(before).headers()).containsEntry("x-scope-orgid", "own");
    }

    @Test
    void kill_afterOneStep_leavesAllAppendedEventsWithLabelsMetadataAndTenant() throws IOException {
        Path killed = temporary.resolve("spool of a killed process");
        server.otherwise(ScriptedServer.stall());
        try (SinkRig rig = start("batch_size=4", "label_fields=level", "tenant=team-a", "metadata=trace_id")) {
            rig.append(rig.event("first").context(Map.of("trace_id", "4bf9")).build());
            rig.append(9);
            rig.work();
            server.awaitRequests(1);
            copy(spool(), killed);
        }
        server.setAvailable(true);
        int before = server.requests.size();
        try (SinkRig rig = new SinkRig(server.uri("spool=" + killed, "spool_adopt=all", "labels=app=another"))) {
            rig.deliver();
        }
        List<String> messages = server.messagesSince(before);
        assertThat(messages).hasSize(10).startsWith("first");
        assertThat(messages.subList(1, 10)).isEqualTo(numbered(9));
        DecodedPush.Stream stream = server.push(before).streams().get(0);
        assertThat(stream.labels()).containsEntry("app", "shop").containsEntry("level", "INFO");
        assertThat(stream.entries().get(0).metadata()).containsEntry("trace_id", "4bf9");
        assertThat(server.requests.get(before).headers()).containsEntry("x-scope-orgid", "team-a");
    }

    @Test
    void close_everyEventSettled_leavesNone() {
        server.then(ScriptedServer.answer(204, ""), ScriptedServer.answer(400, "no"), ScriptedServer.answer(501, "no"));
        try (SinkRig rig = start("batch_size=5")) {
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
    void close_firstHalfOfASplitBatchDelivered_leavesTheSecondHalf() {
        server.then(ScriptedServer.answer(413, ""), ScriptedServer.answer(204, ""))
                .setAvailable(false);
        try (SinkRig rig = start("batch_size=10")) {
            rig.append(10).exchange();
            rig.awaitAnswer().awaitAnswer();
            assertThat(rig.ledger.delivered).isEqualTo(5);
        }
        server.setAvailable(true);
        int before = server.requests.size();
        try (SinkRig rig = start()) {
            rig.deliver();
            assertThat(rig.ledger.recovered).isEqualTo(5);
        }
        assertThat(server.messagesSince(before)).isEqualTo(numbered(10).subList(5, 10));
    }

    @Test
    void start_recordDamaged_dropsItAndDeliversTheOthers() throws IOException {
        leave(40);
        damageOneRecord();
        try (SinkRig rig = start()) {
            rig.deliver();
            assertThat(rig.ledger.dropped(DropReason.SPOOL_DAMAGED)).isEqualTo(1);
            assertThat(rig.ledger.delivered).isEqualTo(39);
        }
    }

    private void damageOneRecord() throws IOException {
        Path segment;
        try (Stream<Path> files = Files.walk(spool())) {
            segment = files.filter(path -> path.toString().endsWith(".seg"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
