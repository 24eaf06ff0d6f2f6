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

/** A segment that is cut or damaged anywhere costs what is cut or damaged, and is counted. */
final class DamageTest {
    private static final List<String> LINES = List.of("first", "second", "third", "the last");

    @TempDir
    private Path temporary;

    @Test
    void segment_cutAtEveryByte_givesEveryWholeRecord() throws IOException {
        byte[] whole = segment();
        for (int length = 0; length <= whole.length; length++) {
            SpoolRig rig = found(Arrays.copyOf(whole, length), length);
            int records = wholeRecords(length);

            assertThat(SpoolRig.lines(rig.start())).as("cut at %d", length).isEqualTo(LINES.subList(0, records));
            assertThat(rig.damaged).isZero();
            assertThat(rig.recovered).isEqualTo(records);
        }
    }

    @Test
    void segment_everyByteFlipped_losesAtMostOneRecordAndCountsIt() throws IOException {
        byte[] whole = segment();
        for (int at = 0; at < whole.length; at++) {
            byte[] bytes = whole.clone();
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
    void segment_everyBitOfTheCursorFlipped_givesEveryUnsettledRecord() throws IOException {
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

    /** A directory in which a dead process has left a segment. */
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

    private static int wholeRecords(int length) {
        int records = 0;
        while (records < LINES.size() && start(records + 1) <= length) {
            records++;
        }
        return records;
    }
}
