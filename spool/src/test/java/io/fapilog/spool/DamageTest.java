package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage costs only the records that it hits, and these are counted. */
final class DamageTest {
    private static final List<String> LINES = List.of("first", "second", "third", "the last");

    @TempDir
    private Path temporary;

    @Test
    void segment_truncatedAtAnyByte_readsCompleteRecords() throws IOException {
        byte[] segment = segment();
        for (int length = 0; length <= segment.length; length++) {
            SpoolRig rig = found(Arrays.copyOf(segment, length), length);
            int records = completeRecords(length);

            assertThat(SpoolRig.lines(rig.start()))
                    .as("truncated at %d", length)
                    .isEqualTo(LINES.subList(0, records));
            assertThat(rig.damaged).isZero();
            assertThat(rig.recovered).isEqualTo(records);
        }
    }

    @Test
    void segment_anyByteFlipped_dropsAtMostOneRecordAndCountsIt() throws IOException {
        byte[] segment = segment();
        for (int at = 0; at < segment.length; at++) {
            byte[] bytes = segment.clone();
            bytes[at] ^= (byte) 0xFF;
            SpoolRig rig = found(bytes, at);

            List<String> read = SpoolRig.lines(rig.start());

            assertThat(LINES).as("flipped at %d", at).containsAll(read);
            assertThat(read.size()).as("flipped at %d", at).isGreaterThanOrEqualTo(at < 32 ? 4 : 3);
            boolean inHeadOfLast = at >= start(3) && at < start(3) + 20;
            assertThat(rig.damaged).as("flipped at %d", at).isEqualTo(inHeadOfLast ? 0 : 4 - read.size());
            assertThat(rig.recovered).isEqualTo(read.size() + rig.damaged);
        }
    }

    @Test
    void cursor_anyByteFlipped_readsUnsettledRecords() throws IOException {
        SpoolRig origin = new SpoolRig(temporary.resolve("origin"));
        SegmentSpool spool = origin.start();
        LINES.forEach(line -> spool.append(SpoolRig.entry(line)));
        spool.acknowledge(1, 3);
        origin.step(spool, SpoolRig.SYNC);
        byte[] cursor = Files.readAllBytes(origin.file("cursor"));
        byte[] segment = Files.readAllBytes(origin.file(".seg"));
        for (int at = 0; at < cursor.length; at++) {
            byte[] bytes = cursor.clone();
            bytes[at] ^= 1;
            SpoolRig rig = found(segment, at);
            Files.write(rig.folder().resolve("cursor"), bytes);

            assertThat(SpoolRig.lines(rig.start())).as("flipped at %d", at).contains("first", "the last");
        }
    }

    @Test
    void read_recordsDamagedAfterWriting_countsThemAndReadsTheOthers() throws IOException {
        SpoolRig rig = new SpoolRig(temporary.resolve("spool"));
        SegmentSpool spool = rig.start();
        rig.append(spool, 100);
        assertThat(spool.release(0, 100)).isEqualTo(100);
        Path segment = rig.file(".seg");
        byte[] bytes = Files.readAllBytes(segment);
        Arrays.fill(bytes, bytes.length / 3, bytes.length / 2, (byte) 0x55);
        Files.write(segment, bytes);

        List<String> lines = SpoolRig.lines(spool);

        assertThat(lines).contains("0", "99").hasSize(100 - (int) rig.damaged);
        assertThat(rig.damaged).isBetween(10L, 30L);
        assertThat(spool.spooled()).isZero();
    }

    /** A directory in which an ended process has left a segment. */
    private SpoolRig found(byte[] segment, int number) throws IOException {
        SpoolRig rig = new SpoolRig(temporary.resolve("found" + number));
        Path folder = rig.directory.resolve("1764000000000-1-1");
        Files.createDirectories(folder);
        Files.write(folder.resolve("0000000000000001.seg"), segment);
        return rig;
    }

    private static byte[] segment() {
        return SecondFormat.segment(1, 0x0BADCAFE, 1, events(LINES.size()));
    }

    private static List<SecondFormat.Event> events(int count) {
        List<SecondFormat.Event> events = new ArrayList<>();
        for (String line : LINES.subList(0, count)) {
            events.add(new SecondFormat.Event(1, "", Map.of("app", "shop"), Map.of("trace_id", "1"), line));
        }
        return events;
    }

    private static int start(int record) {
        return SecondFormat.segment(1, 0x0BADCAFE, 1, events(record)).length;
    }

    private static int completeRecords(int length) {
        int records = 0;
        while (records < LINES.size() && start(records + 1) <= length) {
            records++;
        }
        return records;
    }
}
