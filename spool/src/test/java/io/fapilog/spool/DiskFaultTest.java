package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every operation of the disk fails in turn, once or for good: the spool goes on, and what it kept is found again. */
final class DiskFaultTest {
    @TempDir
    private Path temporary;

    @Test
    void anyOperation_failsOnce_losesNothingThatWasKept() throws IOException {
        int operations = run(new SpoolRig(temporary.resolve("whole")), -1, false);
        assertThat(operations).isGreaterThan(100);
        for (int at = 0; at < operations; at++) {
            run(new SpoolRig(temporary.resolve("once" + at)), at, false);
        }
    }

    @Test
    void anyOperation_failsFromThenOn_losesNothingThatWasKept() throws IOException {
        int operations = run(new SpoolRig(temporary.resolve("whole")), -1, true);
        for (int at = 0; at < operations; at++) {
            run(new SpoolRig(temporary.resolve("ever" + at)), at, true);
        }
    }

    @Test
    void anyOperation_runsOutOfMemory_losesNothingThatWasKept() throws IOException {
        int operations = run(new SpoolRig(temporary.resolve("whole")), -1, false);
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
        Set<String> kept = new HashSet<>();
        SegmentSpool first = rig.start();
        work(rig, first, 0, kept);
        rig.disk.kill();
        SegmentSpool second = rig.start();
        work(rig, second, 1_000, kept);
        for (Spool.Stored found : second.read(200_000)) {
            second.acknowledge(found.position(), found.position() + 1);
            kept.remove(SpoolRig.line(found));
        }
        rig.step(second, SpoolRig.SYNC);
        second.close();
        int operations = rig.disk.operations.size();

        rig.disk.failing = operation -> false;
        rig.disk.kill();
        SegmentSpool third = rig.start();
        kept.removeAll(SpoolRig.lines(third));
        assertThat(kept).as("operation %d", failAt).isEmpty();
        assertThat(rig.damaged + rig.evicted).isZero();
        return operations;
    }

    /** Appends, settles and releases some events; those that are kept and not settled are added to {@code kept}. */
    private static void work(SpoolRig rig, SegmentSpool spool, int from, Set<String> kept) {
        for (int i = from; i < from + 24; i++) {
            String line = i + " " + "x".repeat(30_000);
            long position = spool.append(SpoolRig.entry(line));
            rig.step(spool, Duration.ofMillis(130));
            boolean settled = i % 3 == 0;
            if (position != Spool.NOT_ON_DISK && settled) {
                spool.acknowledge(position, position + 1);
            } else if (position != Spool.NOT_ON_DISK && spool.release(position, position + 1) == 1) {
                kept.add(line);
            }
        }
    }
}
