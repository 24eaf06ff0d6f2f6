package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format on disk, compared with {@link SecondFormat} and with a file of version 1. */
final class SegmentFormatTest {
    private static final List<SecondFormat.Event> GOLDEN = List.of(
            new SecondFormat.Event(
                    1_764_000_000_000_000_001L,
                    "",
                    Map.of("app", "shop"),
                    Map.of("trace_id", "0af7651916cd43dd8448eb211c80319c"),
                    "{\"message\":\"order 4711 paid\"}"),
            new SecondFormat.Event(
                    1_764_000_000_000_000_002L, "team-a", Map.of("ort", "Köln"), Map.of(), "{\"message\":\"ok\"}"));

    @TempDir
    private Path temporary;

    @Test
    void append_anyEvents_secondFormatReadsThem() throws IOException {
        SpoolRig rig = new SpoolRig(temporary.resolve("spool"));
        SegmentSpool spool = rig.start();
        List<SecondFormat.Event> events = events(new Random(1), 200);
        for (SecondFormat.Event event : events) {
            spool.append(entry(event));
        }
        spool.doWork(rig.time.ticks());

        assertThat(SecondFormat.read(Files.readAllBytes(rig.file(".seg")))).isEqualTo(events);
    }

    @Test
    void recovery_segmentOfSecondFormat_readsItsEvents() throws IOException {
        SpoolRig rig = new SpoolRig(temporary.resolve("spool"));
        List<SecondFormat.Event> events = events(new Random(2), 200);
        rig.start();
        Files.write(rig.folder().resolve("0000000000000041.seg"), SecondFormat.segment(1, 0x1234, 5, events));

        assertThat(readAll(rig.restart())).isEqualTo(events);
        assertThat(rig.warnings).isEmpty();
    }

    @Test
    void goldenFile_sameEvents_bothFormatsWriteIt() throws IOException {
        RecordBuffer ours = new RecordBuffer(16);
        EntryFormat format = new EntryFormat();
        SegmentFormat.writeHeader(ours, 0xCAFE1234, 1_764_000_000_000_000_000L);
        for (int i = 0; i < GOLDEN.size(); i++) {
            RecordBuffer payload = new RecordBuffer(16);
            format.write(entry(GOLDEN.get(i)), payload);
            SegmentFormat.writeRecord(ours, 0xCAFE1234, i, payload);
        }

        assertThat(ours.toByteArray()).isEqualTo(golden());
        assertThat(SecondFormat.segment(1, 0xCAFE1234, 1_764_000_000_000_000_000L, GOLDEN))
                .isEqualTo(golden());
    }

    @Test
    void recovery_goldenFile_readsItsEvents() throws IOException {
        SpoolRig rig = new SpoolRig(temporary.resolve("spool"));
        rig.start();
        Files.write(rig.folder().resolve("0000000000000001.seg"), golden());

        assertThat(readAll(rig.restart())).isEqualTo(GOLDEN);
    }

    @Test
    void checksum_exampleOfStandard_isCrc32c() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);

        assertThat(RecordBuffer.checksum(digits, 0, digits.length)).isEqualTo(0xE3069283);
        assertThat(SecondFormat.crc32c(digits)).isEqualTo(0xE3069283);
    }

    @Test
    void payload_truncatedAnywhere_isNoEvent() {
        RecordBuffer payload = new RecordBuffer(16);
        new EntryFormat().write(entry(GOLDEN.get(0)), payload);
        byte[] bytes = payload.toByteArray();

        for (int length = 0; length < bytes.length; length++) {
            assertThat(EntryFormat.read(bytes, 0, length)).isNull();
        }
        assertThat(EntryFormat.read(bytes, 0, bytes.length)).isNotNull();
    }

    @Test
    void scan_lineThatLooksLikeRecord_isSkipped() {
        byte[] forged = SecondFormat.segment(1, 99, 1, GOLDEN);
        String line = new String(forged, 32, forged.length - 32, StandardCharsets.ISO_8859_1);
        byte[] bytes = SecondFormat.segment(
                1, 42, 1, List.of(new SecondFormat.Event(1, "", Map.of(), Map.of(), line), GOLDEN.get(0)));
        bytes[40] ^= 1;

        SegmentScan scan = new SegmentScan(bytes);

        assertThat(scan.next()).isTrue();
        assertThat(scan.sequence()).isEqualTo(1);
        assertThat(scan.next()).isFalse();
    }

    private static byte[] golden() throws IOException {
        try (InputStream in = SegmentFormatTest.class.getResourceAsStream("/spool/v1.seg")) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private static List<SecondFormat.Event> events(Random random, int count) {
        List<SecondFormat.Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(new SecondFormat.Event(
                    random.nextLong(),
                    random.nextBoolean() ? "" : "tenant " + random.nextInt(3),
                    map(random, "label"),
                    map(random, "meta"),
                    "ü".repeat(random.nextInt(300)) + i));
        }
        return events;
    }

    private static Map<String, String> map(Random random, String name) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(name + i, "→".repeat(random.nextInt(5)));
        }
        return map;
    }

    private static Spool.Entry entry(SecondFormat.Event event) {
        byte[] line = event.line().getBytes(StandardCharsets.UTF_8);
        return new Spool.Entry(event.tenant(), event.labels(), event.time(), event.metadata(), line);
    }

    private static List<SecondFormat.Event> readAll(SegmentSpool spool) {
        return spool.read(Integer.MAX_VALUE).stream()
                .map(record -> new SecondFormat.Event(
                        record.entry().time(),
                        record.entry().tenant(),
                        record.entry().labels(),
                        record.entry().metadata(),
                        SpoolRig.line(record)))
                .toList();
    }
}
