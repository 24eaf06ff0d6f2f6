package io.fapilog;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of short lives of the real pipeline, stepped by hand: the queue, the worker, the sink and the spool, with
 * three ports that are scripted, the clock, the server and the disk. What goes wrong is drawn from a seed.
 *
 * <p>{@code -Dseeds=50000} lives longer, {@code -Dseed=4711 -Dseeds=1} lives one life again.
 */
final class SimulationTest {
    private static final long FIRST = Long.getLong("seed", 0);
    private static final long SEEDS = Long.getLong("seeds", 2_000);

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
