package io.fapilog.verification;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Diagnostics;
import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.SinkStats;
import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.StoredEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** Recovery from a damaged segment, from the file to the events in Loki. */
class DamagedSpoolTest {
    private static final int EVENTS = 5;
    private static final int HEADER = 32;
    /** The size of the head of a record, which contains its length. */
    private static final int HEAD = 20;

    @TempDir(factory = Memory.class)
    private Path temporary;

    private final DevLoki loki = DevLoki.start();
    private List<String> lines = List.of();
    private byte[] segment = {};
    private int record;

    @BeforeEach
    void leaveEvents() throws IOException {
        loki.clear();
        Path spool = temporary.resolve("left");
        loki.stop();
        try (Fapilog fapilog = start(spool)) {
            for (int i = 0; i < EVENTS; i++) {
                fapilog.log(event("old " + i));
            }
            fapilog.close(Duration.ofMinutes(1));
            assertThat(fapilog.stats().get(0).spool().spooled()).isEqualTo(EVENTS);
        }
        loki.restart();
        try (Stream<Path> files = Files.walk(spool)) {
            segment = Files.readAllBytes(files.filter(file -> file.toString().endsWith(".seg"))
                    .findFirst()
                    .orElseThrow());
        }
        assertThat((segment.length - HEADER) % EVENTS).isZero();
        record = (segment.length - HEADER) / EVENTS;
        lines = found("whole", segment).lines;
        assertThat(lines).hasSize(EVENTS);
    }

    @AfterEach
    void stopLoki() {
        loki.close();
    }

    @Test
    void segmentTruncatedAtEveryByteOfItsLastRecord_allOthersArrive() throws IOException {
        for (int length = segment.length - record; length < segment.length; length++) {
            Found found = found("cut " + length, Arrays.copyOf(segment, length));

            assertThat(found.lines).as("cut at %d", length).isEqualTo(lines.subList(0, EVENTS - 1));
            assertThat(found.damaged()).as("cut at %d", length).isZero();
        }
    }

    @Test
    void segmentWithAnyByteFlipped_allOtherRecordsArriveAndThatOneIsCounted() throws IOException {
        for (int at = 0; at < segment.length; at++) {
            byte[] bytes = segment.clone();
            bytes[at] ^= (byte) 0xFF;

            Found found = found("flipped " + at, bytes);

            List<String> expected = new ArrayList<>(lines);
            if (at >= HEADER) {
                expected.remove((at - HEADER) / record);
            }
            assertThat(found.lines).as("flipped at %d", at).isEqualTo(expected);
            // If the head of the last record is damaged, the record looks like one whose write was interrupted.
            boolean looksTorn = at >= segment.length - record && at < segment.length - record + HEAD;
            assertThat(found.damaged()).as("flipped at %d", at).isEqualTo(at < HEADER || looksTorn ? 0 : 1);
        }
    }

    /** The result of a start with a damaged segment. */
    private record Found(List<String> lines, SinkStats stats) {
        long damaged() {
            return stats.events().dropped().getOrDefault(DropReason.SPOOL_DAMAGED, 0L);
        }
    }

    private Found found(String name, byte[] bytes) throws IOException {
        Path spool = temporary.resolve(name);
        Path folder = Files.createDirectories(spool.resolve("1764000000000-1-1"));
        Files.write(folder.resolve("0000000000000001.seg"), bytes);
        loki.clear();
        SinkStats stats;
        try (Fapilog fapilog = start(spool)) {
            fapilog.log(event("new"));
            // The new event waits for the older ones, because Loki may refuse events that are too old after it.
            assertThat(fapilog.flush(Duration.ofSeconds(30))).isTrue();
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                SinkStats now = fapilog.stats().get(0);
                return now.spool().spooled() + now.events().pending() == 0;
            });
            stats = fapilog.stats().get(0);
        }
        assertThat(stats.balances()).as("%s", stats).isTrue();
        List<String> arrived =
                new ArrayList<>(loki.entries().stream().map(StoredEntry::line).toList());
        assertThat(arrived).last().asString().contains("new");
        arrived.remove(arrived.size() - 1);
        assertThat(stats.events().delivered()).isEqualTo(arrived.size() + 1);
        Found found = new Found(arrived, stats);
        assertThat(stats.spool().recovered()).isEqualTo(arrived.size() + found.damaged());
        assertThat(stats.events().totalDropped()).isEqualTo(found.damaged());
        assertThat(spool).isEmptyDirectory();
        return found;
    }

    private Fapilog start(Path spool) {
        String directory = spool.toString().replace(" ", "%20");
        return Fapilog.builder()
                .diagnostics(new Silence())
                .drainAtExit(false)
                .sink(loki.lokiUri() + "?labels=a=b&spool=" + directory)
                .start();
    }

    private static LogEvent event(String message) {
        return LogEvent.builder(Level.INFO, "d", message).build();
    }

    /** A factory that prefers a file system in memory, because a thousand starts write a lot. */
    private static final class Memory implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "spool")
                    : Files.createTempDirectory("spool");
        }
    }

    /** Diagnostics that discard all reports, because a thousand starts report a lot. */
    private static final class Silence implements Diagnostics {
        @Override
        public void info(String message) {
            // The ledger counts it.
        }

        @Override
        public void warn(String key, String message) {
            // The ledger counts it.
        }
    }
}
