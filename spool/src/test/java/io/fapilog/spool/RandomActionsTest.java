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

/** Random actions, kills of the process included, against a model of the events that must be found. */
final class RandomActionsTest {
    private static final int SEEDS = 20;
    private static final int ACTIONS = 250;

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(longs = {1 << 20, 64 << 20})
    void anyActions_allEventsAreFoundOrCounted(long maxBytes) throws IOException {
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
        /** The lines of the held events by position. */
        private final TreeMap<Long, String> held = new TreeMap<>();
        /** The lines of the written events that are not settled. */
        private final Set<String> written = new HashSet<>();

        private SegmentSpool spool;
        private int appended;
        private long spooled;

        Run(SpoolRig rig, Random random) {
            this.rig = rig;
            this.random = random;
            this.spool = rig.start();
        }

        void run() throws IOException {
            for (int i = 0; i < ACTIONS; i++) {
                act();
                assertThat(spool.bytes()).isLessThanOrEqualTo(rig.maxBytes).isEqualTo(rig.segmentBytes());
                assertThat(spool.spooled()).isEqualTo(spooled - rig.evicted + rig.recovered);
                assertThat(rig.damaged).isZero();
            }
            assertThat(rig.segmentBytes()).isLessThanOrEqualTo(rig.maxBytes);
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
                    .forEach(written::add);
        }

        private void acknowledge() {
            for (Map.Entry<Long, String> each : some()) {
                spool.acknowledge(each.getKey(), each.getKey() + 1);
                written.remove(each.getValue());
                held.remove(each.getKey());
            }
        }

        private void release() {
            for (Map.Entry<Long, String> each : some()) {
                spooled += spool.release(each.getKey(), each.getKey() + 1);
                held.remove(each.getKey());
            }
        }

        private void read() {
            for (Spool.Stored found : spool.read(random.nextInt(40_000))) {
                assertThat(held.put(found.position(), SpoolRig.line(found))).isNull();
                spooled--;
            }
        }

        private void restart() throws IOException {
            if (random.nextInt(4) == 0) {
                spool.close();
            }
            rig.disk.kill();
            held.clear();
            spooled = 0;
            rig.evicted = 0;
            rig.recovered = 0;
            spool = rig.start();
            if (rig.maxBytes > 1 << 20) {
                assertThat(spool.spooled()).isGreaterThanOrEqualTo(written.size());
            }
        }

        private void end() throws IOException {
            restart();
            List<String> lines = SpoolRig.lines(spool);
            assertThat(lines).doesNotHaveDuplicates();
            if (rig.maxBytes > 1 << 20) {
                assertThat(lines).containsAll(written);
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
