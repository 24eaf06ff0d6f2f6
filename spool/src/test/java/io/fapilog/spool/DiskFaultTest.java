package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The disk fails, each operation once or for good. The spool continues, and stored events are read later. */
final class DiskFaultTest extends RigTest {
    @Test
    void write_fails_suspendsSpoolAndResumesLater() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 2);
        rig.disk.failing = "write"::equals;
        spool.append(SpoolRig.entry("not written"));
        spool.doWork(rig.time.ticks());
        assertThat(spool.append(SpoolRig.entry("in memory"))).isEqualTo(Spool.NOT_ON_DISK);
        assertThat(spool.release(2, 3)).isZero();

        rig.disk.failing = operation -> false;
        rig.step(spool, Duration.ofSeconds(29));
        assertThat(spool.append(SpoolRig.entry("in memory"))).isEqualTo(Spool.NOT_ON_DISK);
        rig.step(spool, Duration.ofSeconds(1));
        assertThat(spool.append(SpoolRig.entry("resumed"))).isNotEqualTo(Spool.NOT_ON_DISK);
        rig.step(spool, SpoolRig.SYNC);

        assertThat(rig.warnings).hasSize(1).first().asString().contains("memory", "the disk refuses to write");
        assertThat(rig.infos).hasSize(1).first().asString().contains("works again");
        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0", "1", "resumed");
    }

    @Test
    void write_failsForLong_isReportedOnceAndSeldomTried() {
        SegmentSpool spool = rig.start();
        rig.disk.failing = operation -> operation.equals("write") || operation.equals("create");
        int before = rig.disk.operations.size();
        for (int i = 0; i < 1_000; i++) {
            spool.append(SpoolRig.entry("event"));
            rig.step(spool, Duration.ofMillis(10));
            assertThat(spool.untilWork(rig.time.ticks())).isPositive();
        }

        assertThat(rig.warnings).hasSize(1);
        assertThat(rig.disk.operations.size() - before).isLessThan(20);
    }

    @Test
    void force_fails_beginsNewSegmentLater() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 2);
        rig.disk.failing = "force"::equals;
        rig.step(spool, SpoolRig.SYNC);
        Path doubtful = rig.file(".seg");
        rig.disk.failing = operation -> false;
        rig.step(spool, Duration.ofSeconds(30));
        spool.append(SpoolRig.entry("new"));
        spool.doWork(rig.time.ticks());

        assertThat(rig.files(".seg")).hasSize(2).contains(doubtful);
        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0", "1", "new");
    }

    @Test
    void delete_fails_isTriedAgainAtNextSync() throws IOException {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.start();
        long last = rig.appendLarge(spool, 200);
        rig.disk.failing = "delete"::equals;
        spool.acknowledge(0, last + 1);
        long before = rig.files(".seg").size();
        assertThat(before).isGreaterThan(2);
        assertThat(spool.bytes()).isEqualTo(rig.segmentBytes());

        rig.disk.failing = operation -> false;
        rig.append(spool, 1);
        rig.step(spool, SpoolRig.SYNC);
        assertThat(rig.files(".seg")).hasSize(1);
    }

    @Test
    void read_failsOnce_isTriedAgainLater() {
        SegmentSpool spool = rig.start();
        rig.append(spool, 3);
        spool.release(0, 3);
        rig.disk.failing = "read"::equals;
        assertThat(SpoolRig.lines(spool)).isEmpty();
        assertThat(spool.append(SpoolRig.entry("3"))).isNotEqualTo(Spool.NOT_ON_DISK);
        rig.disk.failing = operation -> false;
        assertThat(SpoolRig.lines(spool)).isEmpty();

        rig.step(spool, Duration.ofSeconds(30));
        assertThat(SpoolRig.lines(spool)).containsExactly("0", "1", "2");
        assertThat(rig.damaged).isZero();
    }

    @Test
    void read_failsThreeTimes_countsEventsAsDamaged() {
        SegmentSpool spool = rig.start();
        rig.append(spool, 3);
        spool.release(0, 3);
        rig.disk.failing = "read"::equals;
        for (int i = 0; i < 3; i++) {
            assertThat(SpoolRig.lines(spool)).isEmpty();
            rig.step(spool, Duration.ofSeconds(30));
        }

        assertThat(rig.damaged).isEqualTo(3);
        assertThat(spool.spooled()).isZero();
    }

    @Test
    void segmentFile_deletedWhileOpen_countsItsEventsAndBeginsAnother() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 3);
        spool.release(0, 2);
        Files.delete(rig.file(".seg"));
        rig.step(spool, SpoolRig.SYNC);
        assertThat(rig.damaged).isEqualTo(2);

        rig.step(spool, Duration.ofSeconds(30));
        rig.append(spool, 1);
        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0");
    }

    @Test
    void folder_deletedWhileInUse_countsItsEventsAndIsCreatedAgain() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 3);
        spool.release(0, 2);
        rig.deleteFolder();
        rig.step(spool, SpoolRig.SYNC);
        assertThat(rig.damaged).isEqualTo(2);
        assertThat(spool.append(SpoolRig.entry("in memory"))).isEqualTo(Spool.NOT_ON_DISK);

        rig.step(spool, Duration.ofSeconds(30));
        rig.append(spool, 1);
        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0");
    }

    @Test
    void directory_cannotBeCreated_refusesEventsAndReportsOnce() throws IOException {
        Files.writeString(rig.directory, "a file where the directory should be");
        SegmentSpool spool = rig.start();

        assertThat(spool.append(SpoolRig.entry("event"))).isEqualTo(Spool.NOT_ON_DISK);
        assertThat(rig.warnings).hasSize(1);
        spool.close();
    }

    @Test
    void anyOperation_failsOnce_readsAllStoredEvents() throws IOException {
        int operations = run(new SpoolRig(temporary.resolve("none")), -1, false);
        assertThat(operations).isGreaterThan(100);
        for (int at = 0; at < operations; at++) {
            run(new SpoolRig(temporary.resolve("once" + at)), at, false);
        }
    }

    @Test
    void anyOperation_failsFromThenOn_readsAllStoredEvents() throws IOException {
        int operations = run(new SpoolRig(temporary.resolve("none")), -1, true);
        for (int at = 0; at < operations; at++) {
            run(new SpoolRig(temporary.resolve("ever" + at)), at, true);
        }
    }

    @Test
    void anyOperation_runsOutOfMemory_readsAllStoredEvents() throws IOException {
        int operations = run(new SpoolRig(temporary.resolve("none")), -1, false);
        for (int at = 0; at < operations; at++) {
            SpoolRig rig = new SpoolRig(temporary.resolve("memory" + at));
            rig.memoryIsShort = true;
            run(rig, at, false);
        }
    }

    /** Returns how many operations there were. */
    private static int run(SpoolRig rig, int failAt, boolean forGood) throws IOException {
        rig.maxBytes = 2 << 20;
        rig.disk.failing = operation -> {
            int number = rig.disk.operations.size() - 1;
            if (rig.memoryIsShort && number == failAt) {
                throw new OutOfMemoryError("simulated");
            }
            return failAt >= 0 && (number == failAt || (forGood && number > failAt));
        };
        Set<String> stored = new HashSet<>();
        SegmentSpool first = rig.start();
        work(rig, first, 0, stored);
        rig.disk.kill();
        SegmentSpool second = rig.start();
        work(rig, second, 1_000, stored);
        for (Spool.Stored found : second.read(200_000)) {
            second.acknowledge(found.position(), found.position() + 1);
            stored.remove(SpoolRig.line(found));
        }
        rig.step(second, SpoolRig.SYNC);
        second.close();
        int operations = rig.disk.operations.size();

        rig.disk.failing = operation -> false;
        rig.disk.kill();
        SegmentSpool third = rig.start();
        stored.removeAll(SpoolRig.lines(third));
        assertThat(stored).as("operation %d", failAt).isEmpty();
        assertThat(rig.damaged + rig.evicted).isZero();
        return operations;
    }

    /** Appends events, and acknowledges or releases them. Adds the lines of those now spooled to {@code stored}. */
    private static void work(SpoolRig rig, SegmentSpool spool, int from, Set<String> stored) {
        for (int i = from; i < from + 24; i++) {
            String line = i + " " + "x".repeat(30_000);
            long position = spool.append(SpoolRig.entry(line));
            rig.step(spool, Duration.ofMillis(130));
            boolean settled = i % 3 == 0;
            if (position != Spool.NOT_ON_DISK && settled) {
                spool.acknowledge(position, position + 1);
            } else if (position != Spool.NOT_ON_DISK && spool.release(position, position + 1) == 1) {
                stored.add(line);
            }
        }
    }

    @Test
    void destination_cannotBeWritten_leavesNoFolder() throws IOException {
        Files.createDirectories(rig.directory);
        SegmentSpool spool = rig.create();
        rig.disk.failing = "write"::equals;
        for (int i = 0; i < 5; i++) {
            rig.step(spool, Duration.ofMinutes(1));
        }
        assertThat(rig.directory).isEmptyDirectory();

        rig.disk.failing = operation -> false;
        rig.step(spool, Duration.ofMinutes(1));
        rig.append(spool, 1);
        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0");
    }
}
