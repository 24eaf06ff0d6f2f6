package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random actions, kills and power cuts included, against a model of what must be found again. */
final class RandomActionsTest {
    private static final int SEEDS = 20;
    private static final int ACTIONS = 250;

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(longs = {1 << 20, 64 << 20})
    void anyActions_nothingIsLostUncounted(long maxBytes) throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            SpoolRig rig = new SpoolRig(temporary.resolve("seed" + seed));
            rig.maxBytes = maxBytes;
            try {
                new Run(rig, new Random(seed)).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static final class Run {
        private final SpoolRig rig;
        private final Random random;
        /** What we hold, by position. */
        private final TreeMap<Long, String> held = new TreeMap<>();
        /** What is with the operating system, and not settled. */
        private final Set<String> safe = new HashSet<>();

        private SegmentSpool spool;
        private int appended;
        private long waiting;

        Run(SpoolRig rig, Random random) {
            this.rig = rig;
            this.random = random;
            this.spool = rig.start();
        }

        void run() throws IOException {
            for (int i = 0; i < ACTIONS; i++) {
                act();
                assertThat(spool.bytes()).isLessThanOrEqualTo(rig.maxBytes);
                assertThat(spool.spooled()).isEqualTo(waiting - rig.evicted + rig.recovered);
                assertThat(rig.damaged).isZero();
            }
            assertThat(rig.bytesOnDisk()).isLessThanOrEqualTo(rig.maxBytes);
            end();
        }

        private void act() throws IOException {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> append(1 + random.nextInt(30));
                case 4, 5 -> acknowledge();
                case 6 -> release();
                case 7, 8 -> read();
                case 9, 10 -> rig.step(spool, Duration.ofMillis(random.nextInt(700)));
                default -> restart();
            }
        }

        private void append(int count) {
            for (int i = 0; i < count; i++) {
                String line = appended++ + " " + "x".repeat(random.nextInt(2_000));
                long position = spool.append(SpoolRig.entry(line));
                assertThat(position).isNotEqualTo(Spool.NOT_ON_DISK);
                assertThat(held.isEmpty() || position > held.lastKey()).isTrue();
                held.put(position, line);
            }
            spool.doWork(rig.time.ticks());
            held.values().stream()
                    .filter(line -> number(line) >= appended - count)
                    .forEach(safe::add);
        }

        private void acknowledge() {
            for (Map.Entry<Long, String> each : some()) {
                spool.acknowledge(each.getKey(), each.getKey() + 1);
                safe.remove(each.getValue());
                held.remove(each.getKey());
            }
        }

        private void release() {
            for (Map.Entry<Long, String> each : some()) {
                waiting += spool.release(each.getKey(), each.getKey() + 1);
                held.remove(each.getKey());
            }
        }

        private void read() {
            for (Spool.Stored found : spool.read(random.nextInt(40_000))) {
                assertThat(held.put(found.position(), SpoolRig.line(found))).isNull();
                waiting--;
            }
        }

        private void restart() throws IOException {
            if (random.nextInt(4) == 0) {
                spool.close();
            }
            rig.disk.kill();
            held.clear();
            waiting = 0;
            rig.evicted = 0;
            rig.recovered = 0;
            spool = rig.start();
            if (rig.maxBytes > 1 << 20) {
                assertThat(spool.spooled()).isGreaterThanOrEqualTo(safe.size());
            }
        }

        private void end() throws IOException {
            restart();
            List<String> lines = SpoolRig.lines(spool);
            assertThat(lines).doesNotHaveDuplicates();
            if (rig.maxBytes > 1 << 20) {
                assertThat(lines).containsAll(safe);
            }
        }

        private List<Map.Entry<Long, String>> some() {
            List<Map.Entry<Long, String>> some = new ArrayList<>();
            for (Map.Entry<Long, String> each : held.entrySet()) {
                if (random.nextInt(3) == 0) {
                    some.add(Map.entry(each.getKey(), each.getValue()));
                }
            }
            return some;
        }

        private static int number(String line) {
            return Integer.parseInt(line.substring(0, line.indexOf(' ')));
        }
    }
}
