package io.fapilog;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of short lives of the real pipeline, stepped by hand: the queue, the worker, the sink and the spool, with
 * three scripted ports: the clock, the server and the disk. The faults are drawn from a seed.
 *
 * <p>{@code -Dseeds=50000} runs more lives, {@code -Dseed=4711 -Dseeds=1} repeats a single life.
 */
final class SimulationTest {
    private static final long FIRST = Long.getLong("seed", 0);
    private static final long SEEDS = Long.getLong("seeds", 3_000);

    @Test
    void anyLife_noEventIsLostUncountedNorStoredTwice() {
        LongStream.range(FIRST, FIRST + SEEDS).parallel().forEach(SimulationTest::live);
    }

    private static void live(long seed) {
        Simulation simulation = new Simulation(seed);
        try {
            simulation.run();
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + " (-Dseed=" + seed + " -Dseeds=1): " + e + "; " + simulation, e);
        }
    }
}
